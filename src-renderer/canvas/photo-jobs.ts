// Work on the pixels of a photo that takes longer than a frame. It runs in a worker; here is what may be
// asked of it and how it is answered, so that tests can run it in place.

import type { PixelMask } from '../../src-main/core/pixel-mask.ts'
import { refineEdge } from '../../src-main/core/vision/grab-cut.ts'
import type { PhotoPixels } from '../../src-main/core/vision/photo-pixels.ts'
import { findSuperpixels } from '../../src-main/core/vision/superpixels.ts'
import type { Superpixels } from '../../src-main/core/vision/superpixels.ts'

export interface PhotoJobs {
  readonly superpixels: {
    readonly ask: { readonly cellSize: number }
    readonly answer: Superpixels
  }
  readonly refineEdge: {
    readonly ask: { readonly region: PixelMask; readonly bandPx: number }
    readonly answer: PixelMask
  }
}

export type PhotoJobKind = keyof PhotoJobs

/** Asks for a job; fails when the worker does. */
export type AskPhoto = <Kind extends PhotoJobKind>(
  kind: Kind,
  ask: PhotoJobs[Kind]['ask'],
) => Promise<PhotoJobs[Kind]['answer']>

type Performers = {
  readonly [Kind in PhotoJobKind]: (
    photo: PhotoPixels,
    ask: PhotoJobs[Kind]['ask'],
  ) => PhotoJobs[Kind]['answer']
}

export const PHOTO_JOBS: Performers = {
  superpixels: (photo, { cellSize }) => findSuperpixels(photo, cellSize),
  refineEdge: (photo, { region, bandPx }) => refineEdge(photo, region, bandPx),
}
