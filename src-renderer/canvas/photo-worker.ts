// The worker's side: keeps one photo and answers one job after another.

import { PHOTO_JOBS } from './photo-jobs.ts'
import type { PhotoJobKind, PhotoJobs } from './photo-jobs.ts'
import { answerJob } from './worker-runner.ts'
import type { WorkerJob } from './worker-runner.ts'
import type { PhotoPixels } from '../../src-main/core/vision/photo-pixels.ts'

/** Comes before any job. */
export interface PhotoMessage {
  readonly photo: PhotoPixels
}

type PhotoJob = {
  readonly [Kind in PhotoJobKind]: { readonly name: Kind; readonly ask: PhotoJobs[Kind]['ask'] }
}[PhotoJobKind]

let photo: PhotoPixels | null = null

addEventListener('message', ({ data }: MessageEvent<PhotoMessage | WorkerJob>) => {
  if ('photo' in data) photo = data.photo
  else void answerJob(data, (job) => perform(job as PhotoJob)).then(postMessage)
})

function perform(job: PhotoJob): unknown {
  if (photo === null) throw new Error('a job came before its photo')
  switch (job.name) {
    case 'superpixels':
      return PHOTO_JOBS.superpixels(photo, job.ask)
    case 'refineEdge':
      return PHOTO_JOBS.refineEdge(photo, job.ask)
  }
}
