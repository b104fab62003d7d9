// For each pixel of a window the nearest pixel of a set, by exact Euclidean distance, in linear time.
// Meijster, Roerdink, Hesselink: A general algorithm for computing distance transforms in linear time
// (2000), with the lower envelope of Felzenszwalb and Huttenlocher: Distance transforms of sampled
// functions (2012).

import type { PixelMask } from '../geometry/pixel-mask.ts'

/** No pixel of the set is in the window. */
export const NOWHERE = -1

/**
 * The index, in the window, of the nearest pixel of value `of`; NOWHERE where there is none. Beyond the
 * distance `within` an answer may be missing or not the nearest, and costs less.
 */
export function nearestPixels(mask: PixelMask, of: 0 | 1, within = Infinity): Int32Array {
  const { width, height } = mask.rect
  const nearest = nearestRows(mask, of)
  const envelope = createEnvelope(width, within)
  for (let y = 0; y < height; y++)
    envelope.replaceRow(nearest.subarray(y * width, y * width + width), y)
  return nearest
}

/** Squared distance in pixels from the pixel of index `near` to (x, y), in a window of this width. */
export function squaredDistance(near: number, x: number, y: number, width: number): number {
  const row = (near / width) | 0
  const dx = near - row * width - x
  const dy = row - y
  return dx * dx + dy * dy
}

/** For each pixel the row of the nearest set pixel in its own column. */
function nearestRows({ rect, data }: PixelMask, of: 0 | 1): Int32Array {
  const { width, height } = rect
  const rows = new Int32Array(width * height).fill(NOWHERE)
  for (let y = 0; y < height; y++) {
    const start = y * width
    for (let i = start; i < start + width; i++) {
      if (data[i] === of) rows[i] = y
      else if (y > 0) rows[i] = rows[i - width]!
    }
  }
  for (let y = height - 2; y >= 0; y--) {
    const start = y * width
    for (let i = start; i < start + width; i++) {
      const below = rows[i + width]!
      const above = rows[i]!
      if (below !== NOWHERE && (above === NOWHERE || below - y < y - above)) rows[i] = below
    }
  }
  return rows
}

interface Envelope {
  /** Turns one row of nearest rows into nearest indices, in place. */
  replaceRow(row: Int32Array, y: number): void
}

/** The lower envelope of the parabolas (x - column)^2 + (y - nearest row)^2 of one row. */
function createEnvelope(width: number, within: number): Envelope {
  const farthest = within * within
  const columns = new Int32Array(width)
  const heights = new Float64Array(width)
  const found = new Int32Array(width)
  const starts = new Float64Array(width + 1)

  return {
    replaceRow(row, y) {
      let last = -1
      for (let x = 0; x < width; x++) {
        const near = row[x]!
        if (near === NOWHERE) continue
        const height = (y - near) * (y - near)
        if (height > farthest) continue
        let start = -Infinity
        while (last >= 0) {
          start = meetingPoint(columns[last]!, heights[last]!, x, height)
          if (start > starts[last]!) break
          last--
        }
        if (last < 0) start = -Infinity
        last++
        columns[last] = x
        heights[last] = height
        found[last] = near * width + x
        starts[last] = start
      }
      if (last < 0) {
        row.fill(NOWHERE)
        return
      }
      starts[last + 1] = Infinity
      for (let x = 0, at = 0; x < width; x++) {
        while (starts[at + 1]! < x) at++
        row[x] = found[at]!
      }
    },
  }
}

/** The x from which the parabola of column b is lower than that of column a < b. */
function meetingPoint(a: number, heightA: number, b: number, heightB: number): number {
  return (heightB + b * b - heightA - a * a) / (2 * (b - a))
}
