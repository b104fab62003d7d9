// Whole runs in real worker processes on a tiny root: finished, killed, paused, resumed.

import { createRouterClient } from '@orpc/server'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { RunConfig, RunEvent } from '../../src-main/contract/runs.ts'
import { composePorts } from '../../src-main/hosts/compose.ts'
import { openStudioDoor } from '../../src-main/hosts/studio-door.ts'
import { createNodeLauncher } from '../../src-main/hosts/worker/node-launcher.ts'
import type { WorkerLauncher } from '../../src-main/services/ports.ts'
import { TINY_BUDGET, tinyRoot } from './tiny-root.ts'

const ENTRY = new URL('../../src-main/hosts/worker/main.ts', import.meta.url)
const CONFIG: RunConfig = { user: 'id1', preset: 'recommended', network: 'mobilenet-v2', budget: TINY_BUDGET, seed: 3 } // prettier-ignore
const MINUTES = 60_000

async function openStudio(root: string) {
  const node = createNodeLauncher({ entry: ENTRY, log: () => undefined })
  const pids: (number | null)[] = []
  const workers: WorkerLauncher = {
    launch() {
      const worker = node.launch()
      pids.push(worker.pid)
      return worker
    },
  }
  const resourcesFolder = fileURLToPath(new URL('../../resources', import.meta.url))
  const ports = composePorts({ host: 'test', version: '0', resourcesFolder, workers, log: () => undefined }) // prettier-ignore
  const door = await openStudioDoor(ports, root)
  onTestFinished(() => door.close())
  return { api: createRouterClient(door.router), pids }
}

type Api = Awaited<ReturnType<typeof openStudio>>['api']

/** Follows a run until `isEnough`, its end or its pause. */
async function follow(
  api: Api,
  runId: string,
  isEnough: (event: RunEvent) => boolean = () => false,
): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for await (const event of await api.runs.watch({ runId })) {
    events.push(event)
    const isPaused = event.type === 'statusChanged' && event.status === 'paused'
    if (isPaused || isEnough(event)) break
  }
  return events
}

function isLoss(stage: string, iteration: number) {
  return (event: RunEvent): boolean =>
    event.type === 'loss' && event.point.stage === stage && event.point.iteration === iteration
}

async function checkpoint(root: string, runId: string): Promise<Buffer> {
  return readFile(join(root, '.pss-studio/runs', runId, 'checkpoints/stage2-last.safetensors'))
}

test(
  'a run finishes with predictions of every photo, and the next user shares its source training',
  async () => {
    const root = await tinyRoot()
    const { api } = await openStudio(root)
    const { id } = await api.runs.start(CONFIG)
    const events = await follow(api, id)
    expect(events.at(-1)).toEqual({ type: 'statusChanged', status: 'finished', error: null })
    const phases = events.flatMap((event) => (event.type === 'phaseFinished' ? [event.phase] : []))
    expect(phases).toEqual(['features', 'groups', 'source-only', 'stage1', 'stage2'])
    const notes = events.flatMap((event) => (event.type === 'note' ? [event.message] : []))
    for (const phase of ['features', 'source-only', 'stage1', 'stage2']) {
      expect(notes.join('\n')).toMatch(new RegExp(`^${phase}: waited .* s for photos`, 'm'))
    }

    const run = await api.runs.get({ runId: id })
    expect(run.scores.map(({ stage, checkpoint: kind }) => `${stage} ${kind}`).sort()).toEqual([
      'source-only best',
      'source-only last',
      'stage1 best',
      'stage1 last',
      'stage2 best',
      'stage2 last',
    ])
    expect(run.engine).toContain('onnxruntime-node')
    const folder = join(root, '.pss-studio/runs', id)
    expect(await readdir(join(folder, 'predictions/stage2-last'))).toHaveLength(4)
    expect(await readdir(join(folder, 'entropy/stage1-best'))).toHaveLength(2)
    const losses = await api.runs.losses({ runId: id })
    expect(losses.map(({ stage }) => stage)).toEqual([
      ...['source-only', 'source-only', 'stage1', 'stage1', 'stage2', 'stage2'],
    ])
    expect(losses.every(({ stepMs = 0, waitMs = -1 }) => waitMs >= 0 && waitMs <= stepMs)).toBe(true) // prettier-ignore

    const stored = await api.runs.imageScores({ runId: id, stage: 'stage2', checkpoint: 'last' })
    const now = await api.runs.evaluate({ runId: id, stage: 'stage2', checkpoint: 'last' })
    expect(now.images.map(({ name, fiou }) => [name, fiou])).toEqual(stored.map(({ name, fiou }) => [name, fiou])) // prettier-ignore
    expect(now.scores.fiou).toEqual(run.scores.find((s) => s.stage === 'stage2' && s.checkpoint === 'last')?.fiou) // prettier-ignore

    const { path } = await api.runs.report({ runId: id })
    const page = await readFile(path, 'utf8')
    expect(page.match(/<img /g)).toHaveLength(10)
    expect(page).not.toMatch(/<script|https?:\/\//)

    const second = await api.runs.start({ ...CONFIG, user: 'id2', stopAfter: 'source-only' })
    const shared = (await follow(api, second.id)).filter(({ type }) => type === 'note')
    expect(JSON.stringify(shared)).toContain('from an earlier run of this root')
    expect(await api.runs.losses({ runId: second.id })).toHaveLength(2)
  },
  8 * MINUTES,
)

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
