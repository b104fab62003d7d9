// The worker's side: keeps one photo and answers one job after another.

import { PHOTO_JOBS } from './photo-jobs.ts'
import type { PhotoJobKind, PhotoJobs } from './photo-jobs.ts'
import type { PhotoPixels } from '../../src-main/core/vision/photo-pixels.ts'

export type WorkerRequest =
  | { readonly kind: 'photo'; readonly photo: PhotoPixels }
  | { readonly kind: 'job'; readonly id: number; readonly job: PhotoJob }

export type PhotoJob = {
  readonly [Kind in PhotoJobKind]: { readonly name: Kind; readonly ask: PhotoJobs[Kind]['ask'] }
}[PhotoJobKind]

export type WorkerAnswer =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failure: string }

let photo: PhotoPixels | null = null

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  if (data.kind === 'photo') photo = data.photo
  else postMessage(answerTo(data.id, data.job))
})

function answerTo(id: number, job: PhotoJob): WorkerAnswer {
  try {
    if (photo === null) throw new Error('a job came before its photo')
    return { id, answer: perform(photo, job) }
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) }
  }
}

function perform(pixels: PhotoPixels, job: PhotoJob): unknown {
  switch (job.name) {
    case 'superpixels':
      return PHOTO_JOBS.superpixels(pixels, job.ask)
    case 'refineEdge':
      return PHOTO_JOBS.refineEdge(pixels, job.ask)
  }
}
