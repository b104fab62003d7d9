// How strong the edges of a photo are, worked out where it is asked for. The Sobel gradient of the colour
// channel that changes most.

import type { Rect } from '../geometry/rect.ts'
import { clipRect } from '../geometry/rect.ts'
import type { PhotoPixels } from './photo-pixels.ts'

export interface EdgeMap {
  readonly width: number
  readonly height: number
  /** 0 (flat) .. 255, row by row; only prepared pixels are known. */
  readonly data: Uint8Array
  /** Works out every pixel of the rectangle that is not known yet. */
  prepare(rect: Rect): void
}

const TILE = 128

export function createEdgeMap(photo: PhotoPixels): EdgeMap {
  const { width, height } = photo
  const data = new Uint8Array(width * height)
  const columns = Math.ceil(width / TILE)
  const isKnown = new Uint8Array(columns * Math.ceil(height / TILE))
  return {
    width,
    height,
    data,
    prepare(rect) {
      const inside = clipRect(rect, width, height)
      if (inside.width <= 0 || inside.height <= 0) return
      const lastX = Math.floor((inside.x + inside.width - 1) / TILE)
      const lastY = Math.floor((inside.y + inside.height - 1) / TILE)
      for (let ty = Math.floor(inside.y / TILE); ty <= lastY; ty++) {
        for (let tx = Math.floor(inside.x / TILE); tx <= lastX; tx++) {
          if (isKnown[ty * columns + tx] === 1) continue
          isKnown[ty * columns + tx] = 1
          const tile = { x: tx * TILE, y: ty * TILE, width: TILE, height: TILE }
          writeGradients(photo, clipRect(tile, width, height), data)
        }
      }
    },
  }
}

function writeGradients(
  { width, height, data }: PhotoPixels,
  rect: Rect,
  target: Uint8Array,
): void {
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    const above = Math.max(0, y - 1) * width
    const here = y * width
    const below = Math.min(height - 1, y + 1) * width
    for (let x = rect.x; x < rect.x + rect.width; x++) {
      const left = Math.max(0, x - 1)
      const right = Math.min(width - 1, x + 1)
      let strongest = 0
      for (let channel = 0; channel < 3; channel++) {
        const nw = data[(above + left) * 4 + channel]!
        const ne = data[(above + right) * 4 + channel]!
        const sw = data[(below + left) * 4 + channel]!
        const se = data[(below + right) * 4 + channel]!
        const west = data[(here + left) * 4 + channel]!
        const east = data[(here + right) * 4 + channel]!
        const north = data[(above + x) * 4 + channel]!
        const south = data[(below + x) * 4 + channel]!
        const gx = ne + 2 * east + se - nw - 2 * west - sw
        const gy = sw + 2 * south + se - nw - 2 * north - ne
        strongest = Math.max(strongest, gx * gx + gy * gy)
      }
      // A step of 128 levels, straight on, is already as strong as an edge gets.
      target[here + x] = Math.min(255, Math.sqrt(strongest) / 2)
    }
  }
}
