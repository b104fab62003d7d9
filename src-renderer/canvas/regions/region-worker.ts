// The worker's side of region operations: one job after another, nothing kept between them.

import { performRegionJob } from './region-jobs.ts'
import type { RegionJob } from './region-jobs.ts'
import { answerJob } from '../../page/worker-runner.ts'
import type { WorkerJob } from '../../page/worker-runner.ts'

addEventListener('message', ({ data }: MessageEvent<WorkerJob>) => {
  void answerJob(data, (job) => performRegionJob(job as RegionJob)).then(postMessage)
})
