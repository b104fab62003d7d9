// A photo's pixels for the tools that look at them, and its edges, worked out once. Everything here goes when the
// photo does.

import { createEdgeMap } from '../../src-main/core/vision/edge-map.ts'
import type { EdgeMap } from '../../src-main/core/vision/edge-map.ts'
import type { PhotoPixels } from '../../src-main/core/vision/photo-pixels.ts'
import type { AskPhoto, PhotoJobKind } from './photo-jobs.ts'
import type { PhotoMessage } from './photo-worker.ts'
import { createWorkerRunner } from './worker-runner.ts'

export interface PhotoWork {
  readonly pixels: PhotoPixels
  readonly edges: EdgeMap
  readonly ask: AskPhoto
  dispose(): void
}

export interface PhotoJobRunner {
  readonly ask: AskPhoto
  dispose(): void
}

/** `read` is called when a tool looks at the pixels here, and not in the worker. */
export function createPhotoWork(read: () => PhotoPixels, runner: PhotoJobRunner): PhotoWork {
  let pixels: PhotoPixels | null = null
  let edges: EdgeMap | null = null
  const known = (): PhotoPixels => (pixels ??= read())
  return {
    get pixels() {
      return known()
    },
    get edges() {
      return (edges ??= createEdgeMap(known()))
    },
    ask: runner.ask,
    dispose: () => runner.dispose(),
  }
}

/** Runs the jobs in a worker that decodes the photo itself: sending it the pixels would hold up the page for a second. */
export function createPhotoRunner(message: PhotoMessage): PhotoJobRunner {
  const runner = createWorkerRunner(() => {
    const worker = new Worker(new URL('./photo-worker.ts', import.meta.url), { type: 'module' })
    worker.postMessage(message)
    return worker
  })
  const ask = (name: PhotoJobKind, request: unknown): Promise<unknown> =>
    runner.ask({ name, ask: request })
  return { ask: ask as AskPhoto, dispose: () => runner.dispose() }
}
