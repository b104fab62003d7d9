// A studio whose runs compute in real worker processes on a tiny root.

import { createRouterClient } from '@orpc/server'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { RunConfig, RunEvent } from '../../src-main/contract/runs.ts'
import { composePorts } from '../../src-main/hosts/compose.ts'
import { openStudioDoor } from '../../src-main/hosts/studio-door.ts'
import { createNodeLauncher } from '../../src-main/hosts/worker/node-launcher.ts'
import type { WorkerLauncher } from '../../src-main/services/ports.ts'
import { TINY_BUDGET } from './tiny-root.ts'

const ENTRY = new URL('../../src-main/hosts/worker/main.ts', import.meta.url)
export const CONFIG: RunConfig = { user: 'id1', preset: 'recommended', network: 'mobilenet-v2', budget: TINY_BUDGET, seed: 3 } // prettier-ignore
export const MINUTES = 60_000

export async function openStudio(root: string) {
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
  return { api: createRouterClient(door.router), pids, close: () => door.close() }
}

type Api = Awaited<ReturnType<typeof openStudio>>['api']

/** Follows a run until `isEnough`, its end or its pause. */
export async function follow(
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
