// A worker for tests that have none: it does its jobs in place and answers in a later turn, as a worker does.

import { performMaskJob } from '../../src-renderer/canvas/saving/mask-jobs.ts'
import type { MaskJob } from '../../src-renderer/canvas/saving/mask-jobs.ts'
import { performRegionJob } from '../../src-renderer/canvas/regions/region-jobs.ts'
import type { RegionJob } from '../../src-renderer/canvas/regions/region-jobs.ts'
import { readResult } from '../../src-renderer/canvas/results/result-picture.ts'
import type { ResultJob } from '../../src-renderer/canvas/results/result-picture.ts'
import { answerJob } from '../../src-renderer/page/worker-runner.ts'
import type { WorkerJob } from '../../src-renderer/page/worker-runner.ts'

export class InPlaceWorker extends EventTarget {
  readonly #perform: (job: unknown) => unknown

  constructor(script: URL) {
    super()
    this.#perform = performerOf(script.href)
  }

  async postMessage(message: WorkerJob): Promise<void> {
    const data = await answerJob(structuredClone(message), this.#perform)
    setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data })))
  }

  terminate(): void {
    // Nothing runs beside the test.
  }
}

/** By the name of the worker's file. */
function performerOf(script: string): (job: unknown) => unknown {
  if (script.includes('mask-worker')) return (job) => performMaskJob(job as MaskJob)
  if (script.includes('result-worker'))
    return (job) =>
      readResult(job as ResultJob, async (file, size) => ({
        found: size,
        // The fixture's pictures are their pixels.
        pixels: { ...size, data: new Uint8ClampedArray(await file.arrayBuffer()) },
      }))
  return (job) => performRegionJob(job as RegionJob)
}
