// The worker's side: reads and keeps one photo and answers one job after another.

import type { Size } from './camera.ts'
import { PHOTO_JOBS } from './photo-jobs.ts'
import type { PhotoJobKind, PhotoJobs } from './photo-jobs.ts'
import { readPixels } from './read-pixels.ts'
import { answerJob, buffersOf } from './worker-runner.ts'
import type { WorkerJob } from './worker-runner.ts'
import type { PhotoPixels } from '../../src-main/core/vision/photo-pixels.ts'

/** Comes before any job. */
export interface PhotoMessage {
  readonly file: Blob
  /** Of the label map. */
  readonly size: Size
}

type PhotoJob = {
  readonly [Kind in PhotoJobKind]: { readonly name: Kind; readonly ask: PhotoJobs[Kind]['ask'] }
}[PhotoJobKind]

let pixels: Promise<PhotoPixels> | null = null

addEventListener('message', ({ data }: MessageEvent<PhotoMessage | WorkerJob>) => {
  if ('file' in data) pixels = decode(data)
  else void answer(data)
})

async function answer(job: WorkerJob): Promise<void> {
  const answered = await answerJob(job, (asked) => perform(asked as PhotoJob))
  postMessage(answered, { transfer: buffersOf(answered) })
}

async function decode({ file, size }: PhotoMessage): Promise<PhotoPixels> {
  const photo = await createImageBitmap(file)
  try {
    return readPixels(photo, size)
  } finally {
    photo.close()
  }
}

async function perform(job: PhotoJob): Promise<unknown> {
  const photo = await pixels
  if (photo === null) throw new Error('a job came before its photo')
  switch (job.name) {
    case 'superpixels':
      return PHOTO_JOBS.superpixels(photo, job.ask)
    case 'refineEdge':
      return PHOTO_JOBS.refineEdge(photo, job.ask)
  }
}
