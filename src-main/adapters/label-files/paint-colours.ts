// A label map as the colours of its values.

import type { LabelMap } from '../../core/labels/label-map.ts'
import type { RgbImage } from '../../services/ports.ts'

/** `colours`: 256 x red, green, blue. */
export function paintColours(
  { width, height, data }: LabelMap,
  colours: ArrayLike<number>,
): RgbImage {
  const pixels = new Uint8Array(width * height * 3)
  for (let i = 0; i < data.length; i++) {
    const colour = data[i]! * 3
    pixels[i * 3] = colours[colour]!
    pixels[i * 3 + 1] = colours[colour + 1]!
    pixels[i * 3 + 2] = colours[colour + 2]!
  }
  return { width, height, data: pixels }
}
