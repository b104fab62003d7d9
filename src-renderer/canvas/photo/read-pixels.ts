// The pixels of a picture, on the page or in a worker.

import { StudioError } from '../../../src-main/core/errors.ts'
import { said } from '../../../src-main/core/said.ts'
import type { PhotoPixels } from '../../../src-main/core/vision/photo-pixels.ts'
import type { Size } from '../camera/camera.ts'

/** Rows that are drawn and read at once: a canvas as large as the photo would be two more photos in memory. */
const BAND_ROWS = 128

/** At the size of the label map. Error: unsupported when there is no canvas for it. */
export function readPixels(photo: CanvasImageSource, { width, height }: Size): PhotoPixels {
  const canvas = new OffscreenCanvas(width, Math.min(BAND_ROWS, height))
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) {
    throw new StudioError(
      'unsupported',
      said`A canvas of ${width}x${canvas.height} pixels could not be made to read the photo; close other photos and windows, then open it again.`,
    )
  }
  const data = new Uint8ClampedArray(width * height * 4)
  for (let top = 0; top < height; top += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, height - top)
    context.clearRect(0, 0, width, rows)
    context.drawImage(photo, 0, -top, width, height)
    data.set(context.getImageData(0, 0, width, rows).data, top * width * 4)
  }
  return { width, height, data }
}
