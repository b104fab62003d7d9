// The cells of a photo, and one of them as a region that can be painted.

import type { Region } from '../painting/flood-fill.ts'
import { rectFromCorners } from '../geometry/rect.ts'

export interface Superpixels {
  readonly width: number
  readonly height: number
  /** How many cells there are. */
  readonly count: number
  /** The cell of each pixel, 0 .. count - 1, row by row, in 16 bits where they do. Each cell is 4-connected. */
  readonly labels: Uint16Array | Int32Array
  /** Four numbers a cell: its first and last column, its first and last row. */
  readonly bounds: Int32Array
}

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
