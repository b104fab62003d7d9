// The worker's side of masks: one job after another, nothing kept between them.

import { buffersOf, performMaskJob } from './mask-jobs.ts'
import type { MaskJob } from './mask-jobs.ts'
import { answerJob } from '../../page/worker-runner.ts'
import type { WorkerJob } from '../../page/worker-runner.ts'

addEventListener('message', ({ data }: MessageEvent<WorkerJob>) => void answer(data))

async function answer(job: WorkerJob): Promise<void> {
  const buffers: ArrayBufferLike[] = []
  const answered = await answerJob(job, (asked) => {
    const labels = performMaskJob(asked as MaskJob)
    buffers.push(...buffersOf(labels))
    return labels
  })
  postMessage(answered, { transfer: buffers as ArrayBuffer[] })
}
