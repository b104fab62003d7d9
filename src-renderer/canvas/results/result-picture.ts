// A picture of a run's result as a plane of bytes at the photo's size: the classes of a prediction, its probability or
// its entropy. Runs in a worker: reading 12 megapixels takes longer than a frame.

import { StudioError } from '../../../src-main/core/errors.ts'
import { said } from '../../../src-main/core/said.ts'
import type { Said } from '../../../src-main/core/said.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { PhotoPixels } from '../../../src-main/core/vision/photo-pixels.ts'
import type { Size } from '../camera/camera.ts'
import { classesOfColors } from './prediction-colors.ts'

export type ResultKind = 'prediction' | 'probability' | 'entropy'

export interface ResultJob {
  readonly kind: ResultKind
  readonly url: string
  /** Of the photo. */
  readonly size: Size
}

/** The pixels of a picture file; null when they are not of this size, which is told by `found`. */
export type DecodePicture = (file: Blob, size: Size) => Promise<DecodedPicture>

export interface DecodedPicture {
  readonly found: Size
  readonly pixels: PhotoPixels | null
}

/**
 * Bytes of a prediction are classes. Those of probability and entropy are 255ths, none of them 0, which label maps do
 * not draw: what was 0 is told as 1. Errors: notFound (the run has none of this photo), io, conflict (of another
 * size), corrupt.
 */
export async function readResult(job: ResultJob, decode: DecodePicture): Promise<LabelMap> {
  const { kind, size } = job
  const { found, pixels } = await decode(await fetchPicture(job), size)
  if (pixels === null) {
    throw new StudioError(
      'conflict',
      said`The prediction is ${found.width}x${found.height}, the photo ${size.width}x${size.height}: the photo was replaced after the run. Run again.`,
    )
  }
  return kind === 'prediction' ? classesOfColors(pixels) : levelsOfGreys(pixels)
}

async function fetchPicture({ kind, url }: ResultJob): Promise<Blob> {
  const response = await fetch(url)
  if (response.ok) return response.blob()
  if (response.status === 404) {
    throw new StudioError(
      'notFound',
      said`This run has no ${RESULT_WORDS[kind]} of this photo. Choose another result, or run again.`,
    )
  }
  throw new StudioError(
    'io',
    said`The ${RESULT_WORDS[kind]} of this photo could not be loaded from ${url}: the studio answered ${response.status}. Open the photo again.`,
  )
}

const RESULT_WORDS: Readonly<Record<ResultKind, Said>> = {
  prediction: said`prediction`,
  probability: said`probability`,
  entropy: said`entropy`,
}

function levelsOfGreys({ width, height, data }: PhotoPixels): LabelMap {
  const map = createLabelMap(width, height)
  for (let i = 0; i < map.data.length; i++) map.data[i] = Math.max(1, data[4 * i]!)
  return map
}
