// Smart click in real worker processes: from a click through the contract to a mask, with a tiny model.

import { createRouterClient } from '@orpc/server'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { composePorts } from '../../src-main/hosts/compose.ts'
import { openStudioDoor } from '../../src-main/hosts/studio-door.ts'
import { createNodeLauncher } from '../../src-main/hosts/worker/node-launcher.ts'
import type { WorkerLauncher, WorkerProcess } from '../../src-main/services/ports.ts'
import { tinySegmenterWeights } from '../adapters/segmenter/tiny-segmenter.ts'
import { smallRoot } from '../adapters/pss-root/small-root.ts'

const ENTRY = new URL('../../src-main/hosts/worker/main.ts', import.meta.url)
const MINUTE = 60_000

afterEach(() => vi.unstubAllEnvs())

async function openStudio(weightsFolder: string) {
  // Read by this process, and by the workers that inherit it.
  vi.stubEnv('PSS_STUDIO_WEIGHTS', weightsFolder)
  const node = createNodeLauncher({ entry: ENTRY, log: () => undefined })
  const launched: WorkerProcess[] = []
  const workers: WorkerLauncher = {
    launch() {
      const worker = node.launch()
      launched.push(worker)
      return worker
    },
  }
  const resourcesFolder = fileURLToPath(new URL('../../resources', import.meta.url))
  const ports = composePorts({ host: 'test', version: '0', resourcesFolder, workers, log: () => undefined }) // prettier-ignore
  const root = await smallRoot()
  const door = await openStudioDoor(ports, root)
  onTestFinished(() => door.close())
  return { api: createRouterClient(door.router), launched, root }
}

const leftHalf = (name: string) => ({
  user: 'id1',
  name,
  prompts: { points: [{ x: 3.5, y: 4.5, isPositive: true }], box: null, chosen: [] },
})

test(
  'a click on the dark half of a photo gives that half, and a process that dies is started again',
  async () => {
    const { api, launched, root } = await openStudio(await tinySegmenterWeights())
    expect(await api.assist.prepare({ user: 'id1', names: ['b', 'c'] })).toEqual({ readyCount: 2 })
    const files = await readdir(join(root, '.pss-studio/embeddings'))
    // b and c have the same bytes.
    expect(files).toHaveLength(1)
    const { candidates } = await api.assist.segment(leftHalf('b'))
    expect(candidates.map(({ score }) => score.toFixed(1))).toEqual(['0.7', '0.9', '0.5'])
    expect(candidates[1]?.rect).toEqual({ x: 0, y: 0, width: 10, height: 10 })

    // One looks at photos, one tries the devices behind the first photo, one answers.
    expect(launched).toHaveLength(3)
    launched[2]?.kill()
    await expect(api.assist.segment(leftHalf('b'))).rejects.toMatchObject({
      message: expect.stringContaining('click again to start it anew') as string,
    })
    expect((await api.assist.segment(leftHalf('b'))).candidates).toEqual(candidates)
    expect(launched).toHaveLength(4)
    await expect(api.assist.segment(leftHalf('none'))).rejects.toMatchObject({ code: 'notFound' })
  },
  MINUTE,
)
