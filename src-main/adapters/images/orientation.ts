// EXIF orientation: sizes and label maps from stored to upright. Photos are turned by the decoder.

import { createLabelMap } from '../../core/labels/label-map.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Orientations 5 to 8 swap the sides. */
export function uprightSize(stored: Size, orientation: number): Size {
  return orientation >= 5
    ? { width: stored.height, height: stored.width }
    : { width: stored.width, height: stored.height }
}

/** A label map that was drawn on the photo as stored, turned upright (EXIF orientation 1..8). */
export function turnUpright(labelMap: LabelMap, orientation: number): LabelMap {
  if (orientation <= 1) return labelMap
  const { width, height, data } = labelMap
  const size = uprightSize(labelMap, orientation)
  const turned = createLabelMap(size.width, size.height)
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const [storedX, storedY] = storedPosition(orientation, x, y, { width, height })
      turned.data[y * size.width + x] = data[storedY * width + storedX]!
    }
  }
  return turned
}

/** Where the upright pixel (x, y) lies in the stored image (EXIF 2.3, tag 0x0112). */
function storedPosition(orientation: number, x: number, y: number, stored: Size): [number, number] {
  const right = stored.width - 1
  const bottom = stored.height - 1
  switch (orientation) {
    case 2:
      return [right - x, y]
    case 3:
      return [right - x, bottom - y]
    case 4:
      return [x, bottom - y]
    case 5:
      return [y, x]
    case 6:
      return [y, bottom - x]
    case 7:
      return [right - y, bottom - x]
    case 8:
      return [right - y, x]
    default:
      return [x, y]
  }
}
