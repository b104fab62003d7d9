// One photo's worker: what the tools that look at its pixels ask for. The page itself never reads them.

import type { AskPhoto, PhotoJobKind } from './photo-jobs.ts'
import type { PhotoMessage } from './photo-worker.ts'
import { createWorkerRunner } from '../../page/worker-runner.ts'

export interface PhotoWork {
  readonly ask: AskPhoto
  /** Has the photo read before the first job. */
  prepare(): void
  dispose(): void
}

/** The worker decodes the photo itself: sending it the pixels would hold up the page for a second. */
export function createPhotoWork(message: PhotoMessage): PhotoWork {
  const runner = createWorkerRunner(() => {
    const worker = new Worker(new URL('./photo-worker.ts', import.meta.url), { type: 'module' })
    worker.postMessage(message)
    return worker
  })
  const ask = (name: PhotoJobKind, request: unknown): Promise<unknown> =>
    runner.ask({ name, ask: request })
  return { ask: ask as AskPhoto, prepare: () => runner.start(), dispose: () => runner.dispose() }
}
