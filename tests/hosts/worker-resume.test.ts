// A whole run in real worker processes that are killed, resumed and paused.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RunEvent } from '../../src-main/contract/runs.ts'
import { tinyRoot } from './tiny-root.ts'
import { CONFIG, MINUTES, follow, openStudio } from './worker-studio.ts'

function isLoss(stage: string, iteration: number) {
  return (event: RunEvent): boolean =>
    event.type === 'loss' && event.point.stage === stage && event.point.iteration === iteration
}

async function checkpoint(root: string, runId: string): Promise<Buffer> {
  return readFile(join(root, '.pss-studio/runs', runId, 'checkpoints/stage2-last.safetensors'))
}

test(
  'a run that was killed, resumed, paused and resumed equals an uninterrupted one bit for bit',
  async () => {
    const [straight, broken] = [await tinyRoot(), await tinyRoot()]
    const first = await openStudio(straight)
    const { id: straightId } = await first.api.runs.start(CONFIG)
    const { api, pids } = await openStudio(broken)
    const { id } = await api.runs.start(CONFIG)

    await follow(api, id, isLoss('stage1', 1))
    const ending = follow(api, id)
    process.kill(pids[0]!, 'SIGKILL')
    const end = (await ending).at(-1)
    expect(end).toMatchObject({ status: 'failed', error: { kind: 'outOfMemory' } })
    expect(JSON.stringify(end)).toContain('killed from outside (SIGKILL)')

    await api.runs.resume({ runId: id })
    const resumed = await follow(api, id, isLoss('stage2', 1))
    expect(resumed.some((event) => isLoss('source-only', 1)(event))).toBe(false)
    const pausing = follow(api, id)
    await api.runs.pause({ runId: id })
    expect((await pausing).at(-1)).toMatchObject({ status: 'paused' })
    await api.runs.resume({ runId: id })
    await follow(api, id)
    expect(await api.runs.get({ runId: id })).toMatchObject({ status: 'finished', error: null })
    expect(await api.runs.losses({ runId: id })).toHaveLength(6)

    await follow(first.api, straightId)
    const equal = (await checkpoint(broken, id)).equals(await checkpoint(straight, straightId))
    expect(equal).toBe(true)
  },
  8 * MINUTES,
)
