// One superpixel as a region that can be painted.

import type { Region } from '../painting/flood-fill.ts'
import { rectFromCorners } from '../geometry/rect.ts'
import type { Superpixels } from './superpixels.ts'

/** The pixels of a cell. The cost follows its bounds, not the photo. */
export function cellRegion({ width, labels, bounds }: Superpixels, cell: number): Region {
  const at = cell * 4
  const [x0, x1] = [bounds[at]!, bounds[at + 1]!]
  const [y0, y1] = [bounds[at + 2]!, bounds[at + 3]!]
  const spans: number[] = []
  let pixelCount = 0
  for (let y = y0; y <= y1; y++) {
    const row = y * width
    for (let x = x0; x <= x1; x++) {
      if (labels[row + x] !== cell) continue
      const start = x
      while (x < x1 && labels[row + x + 1] === cell) x++
      spans.push(y, start, x)
      pixelCount += x - start + 1
    }
  }
  const rect = rectFromCorners(x0, y0, x1, y1)
  return { value: cell, rect, pixelCount, spans: Int32Array.from(spans) }
}
