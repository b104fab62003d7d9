// The worker's side: reads and keeps one photo and answers one job after another.

import { invariant } from '../../../src-main/core/errors.ts'
import type { Size } from '../camera/camera.ts'
import { createPhotoJobs } from './photo-jobs.ts'
import type { PhotoJobKind, PhotoJobPerformers, PhotoJobs } from './photo-jobs.ts'
import { readPixels } from './read-pixels.ts'
import { answerJob, buffersOf } from '../../page/worker-runner.ts'
import type { WorkerJob } from '../../page/worker-runner.ts'
import type { PhotoPixels } from '../../../src-main/core/vision/photo-pixels.ts'

/** Comes before any job. */
export interface PhotoMessage {
  readonly file: Blob
  /** Of the label map. */
  readonly size: Size
}

type PhotoJob = {
  readonly [Kind in PhotoJobKind]: { readonly name: Kind; readonly ask: PhotoJobs[Kind]['ask'] }
}[PhotoJobKind]

let jobs: Promise<PhotoJobPerformers> | null = null

addEventListener('message', ({ data }: MessageEvent<PhotoMessage | WorkerJob>) => {
  if ('file' in data) jobs = decode(data).then(createPhotoJobs)
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

async function perform({ name, ask }: PhotoJob): Promise<unknown> {
  const performers = await jobs
  invariant(performers !== null, 'photo worker: a job came before its photo')
  return performers[name](ask as never)
}
