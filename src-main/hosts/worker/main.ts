// The worker process: trains and clusters for one run, then ends. Everything heavy lives here, so that
// running out of memory ends this process and not the studio.

import { fileURLToPath } from 'node:url'
import { openWeightsLibrary } from '../weights-folders.ts'
import { openParentLink } from './parent-link.ts'
import { runInWorker } from './run-in-worker.ts'

const MEMORY_EVERY_MS = 1000

const link = openParentLink()
let isPauseWanted = false
let isStarted = false

link.onRequest((request) => {
  if (request.type === 'pause') isPauseWanted = true
  else if (!isStarted) {
    isStarted = true
    void work(request.rootPath, request.runId)
  }
})
link.onLost(() => process.exit(1))

// A terminal sends Ctrl-C to the whole group: the studio decides, here it only asks for a pause.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    isPauseWanted = true
  })
}

async function work(rootPath: string, runId: string): Promise<void> {
  const reporting = setInterval(() => void reportMemory(), MEMORY_EVERY_MS)
  const weights = openWeightsLibrary(resourcesFolder())
  const log = (message: string): void => void process.stderr.write(`${message}\n`)
  const shouldStop = (): boolean => isPauseWanted
  for await (const event of runInWorker({ rootPath, runId, weights, shouldStop, log })) {
    if (event.type === 'ended') await reportMemory()
    await link.send(event)
  }
  clearInterval(reporting)
  process.exit(0)
}

async function reportMemory(): Promise<void> {
  await link.send({ type: 'memory', peakBytes: process.resourceUsage().maxRSS * 1024 })
}

/** The launcher says where; from sources the folder lies in the repository. */
function resourcesFolder(): string {
  const given = process.env['PSS_STUDIO_RESOURCES']
  return given ?? fileURLToPath(new URL('../../../resources', import.meta.url))
}
