// A prediction as the studio delivers it, a picture in the VOC palette, back to classes. Pure.

import { CLASS_COUNT, VOC_PALETTE } from '../../../src-main/core/labels/classes.ts'
import { StudioError } from '../../../src-main/core/errors.ts'
import { said } from '../../../src-main/core/said.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { PhotoPixels } from '../../../src-main/core/vision/photo-pixels.ts'

const NO_COLOUR = -1

/** Error: corrupt when a colour is that of no class. */
export function classesOfColors({ width, height, data }: PhotoPixels): LabelMap {
  const classOf = classesByColor()
  const map = createLabelMap(width, height)
  let last = NO_COLOUR
  let value = 0
  for (let i = 0, read = 0; i < map.data.length; i++, read += 4) {
    const color = (data[read]! << 16) | (data[read + 1]! << 8) | data[read + 2]!
    // Neighbours mostly repeat: the table is asked at the edges of regions only.
    if (color !== last) {
      value = classOf.get(color) ?? unknown(color, i % width, Math.floor(i / width))
      last = color
    }
    map.data[i] = value
  }
  return map
}

function classesByColor(): ReadonlyMap<number, number> {
  return new Map(
    Array.from({ length: CLASS_COUNT }, (_, index) => {
      const [red = 0, green = 0, blue = 0] = VOC_PALETTE.subarray(index * 3, index * 3 + 3)
      return [(red << 16) | (green << 8) | blue, index]
    }),
  )
}

function unknown(color: number, x: number, y: number): never {
  const name = `#${color.toString(16).padStart(6, '0')}`
  throw new StudioError(
    'corrupt',
    said`The prediction has the colour ${name} at ${x}, ${y}, which is that of no class. Predict again.`,
  )
}
