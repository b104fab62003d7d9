// A worker for tests that have none: it does the region jobs in place and answers in a later turn, as a worker
// does.

import { performRegionJob } from '../../src-renderer/canvas/region-jobs.ts'
import type { RegionJob } from '../../src-renderer/canvas/region-jobs.ts'
import { answerJob } from '../../src-renderer/canvas/worker-runner.ts'
import type { WorkerJob } from '../../src-renderer/canvas/worker-runner.ts'

export class InPlaceWorker extends EventTarget {
  postMessage(message: WorkerJob): void {
    const data = answerJob(structuredClone(message), (job) => performRegionJob(job as RegionJob))
    setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data })))
  }

  terminate(): void {
    // Nothing runs beside the test.
  }
}
