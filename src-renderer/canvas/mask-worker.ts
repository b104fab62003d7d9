// The worker's side of masks: one job after another, nothing kept between them.

import { buffersOf, performMaskJob } from './mask-jobs.ts'
import type { MaskJob } from './mask-jobs.ts'
import { answerJob } from './worker-runner.ts'
import type { WorkerJob } from './worker-runner.ts'

addEventListener('message', ({ data }: MessageEvent<WorkerJob>) => {
  const buffers: ArrayBufferLike[] = []
  const answer = answerJob(data, (job) => {
    const labels = performMaskJob(job as MaskJob)
    buffers.push(...buffersOf(labels))
    return labels
  })
  postMessage(answer, { transfer: buffers as ArrayBuffer[] })
})
