// The worker process: trains and clusters for one run, exports its model, tries the devices or makes thumbnails, then
// ends; or answers smart click until it is ended. Everything heavy lives here, so that running out of memory ends this process and not
// the studio.

import { fileURLToPath } from 'node:url'
import { chooseDevice } from '../../services/choose-device.ts'
import type { WorkerEvent, WorkerRequest } from '../../services/ports.ts'
import { openWeightsLibrary } from '../weights-folders.ts'
import { exportInWorker } from './export-in-worker.ts'
import { trialWorld } from './open-executor.ts'
import { openParentLink } from './parent-link.ts'
import type { ParentLink } from './parent-link.ts'
import { runInWorker } from './run-in-worker.ts'
import { createSegmenterDesk } from './segment-in-worker.ts'
import { makeThumbnailsInWorker } from './thumbnails-in-worker.ts'

type WorkerEvents = AsyncGenerator<WorkerEvent, void, undefined>

const MEMORY_EVERY_MS = 1000

export interface WorkerParts {
  /** The module that the threads run which read photos. */
  readonly sampleThread: URL
}

/** Does what the studio asks for; after a run, an export, a trial or the thumbnails this process ends. */
export function startWorker({ sampleThread }: WorkerParts): void {
  const link = openParentLink()
  let isPauseWanted = false
  let isStarted = false
  const segmenter = createSegmenterDesk({
    weights: () => openWeightsLibrary(resourcesFolder()),
    send: link.send,
    log,
  })

  function run(request: { readonly rootPath: string; readonly runId: string }): WorkerEvents {
    const weights = openWeightsLibrary(resourcesFolder())
    return runInWorker({ ...request, weights, sampleThread, shouldStop: () => isPauseWanted, log })
  }

  function eventsOf(
    request: Exclude<WorkerRequest, { type: 'pause' | 'encode' | 'decode' }>,
  ): WorkerEvents {
    switch (request.type) {
      case 'run':
        return run(request)
      case 'export':
        return exportInWorker({ ...request, log })
      case 'makeThumbnails':
        return makeThumbnailsInWorker({ ...request, log })
      case 'tryDevices':
        return tryDevices()
    }
  }

  link.onRequest((request) => {
    if (request.type === 'pause') isPauseWanted = true
    else if (request.type === 'encode' || request.type === 'decode') segmenter.take(request)
    else if (!isStarted) {
      isStarted = true
      void work(link, eventsOf(request))
    }
  })
  link.onLost(() => process.exit(1))

  // A terminal sends Ctrl-C to the whole group: the studio decides, here it only asks for a pause.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      isPauseWanted = true
    })
  }
}

async function* tryDevices(): WorkerEvents {
  const chosen = await chooseDevice(trialWorld())
  yield { type: 'devicesTried', chosen }
  yield { type: 'ended' }
}

function log(message: string): void {
  process.stderr.write(`${message}\n`)
}

async function work(link: ParentLink, events: WorkerEvents): Promise<void> {
  const reporting = setInterval(() => void reportMemory(link), MEMORY_EVERY_MS)
  for await (const event of events) {
    if (event.type === 'ended') await reportMemory(link)
    await link.send(event)
  }
  clearInterval(reporting)
  process.exit(0)
}

async function reportMemory(link: ParentLink): Promise<void> {
  await link.send({ type: 'memory', peakBytes: process.resourceUsage().maxRSS * 1024 })
}

/** The launcher says where; from sources the folder lies in the repository. */
function resourcesFolder(): string {
  const given = process.env['PSS_STUDIO_RESOURCES']
  return given ?? fileURLToPath(new URL('../../../resources', import.meta.url))
}
