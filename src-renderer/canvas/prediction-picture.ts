// Fetches a run's prediction of a photo, as classes at the photo's size.

import { StudioError } from '../../src-main/core/errors.ts'
import type { LabelMap } from '../../src-main/core/label-map.ts'
import type { Size } from './camera.ts'
import { readPixels } from './read-pixels.ts'
import { classesOfColors } from './prediction-colors.ts'

/** Errors: notFound (the run has none of this photo), conflict (of another size), corrupt, unsupported. */
export async function loadPrediction(url: string, size: Size): Promise<LabelMap> {
  const picture = new Image()
  picture.decoding = 'async'
  picture.src = url
  try {
    await picture.decode()
  } catch (cause) {
    throw new StudioError(
      'notFound',
      'This run has no prediction of this photo. Choose another result, or run again.',
      { cause },
    )
  }
  if (picture.naturalWidth !== size.width || picture.naturalHeight !== size.height) {
    const found = `${picture.naturalWidth}x${picture.naturalHeight}`
    throw new StudioError(
      'conflict',
      `The prediction is ${found}, the photo ${size.width}x${size.height}: the photo was replaced after the run. Run again.`,
    )
  }
  return classesOfColors(readPixels(picture, size))
}
