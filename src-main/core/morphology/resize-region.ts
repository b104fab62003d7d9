// Grows and shrinks a set of pixels by an exact Euclidean distance. What lies beyond the photo is
// unknown: a set that is cut by the photo's edge does not shrink away from it.

import type { PixelMask } from '../geometry/pixel-mask.ts'
import { NOWHERE, nearestPixels, squaredDistance } from './nearest-pixel.ts'

/** The pixels whose centre is at most `radius` pixels from the centre of one of the set. */
export function grownMask(mask: PixelMask, radius: number): PixelMask {
  const data = mask.data.slice()
  markNear(mask, { of: 1, radius, mark: (i) => (data[i] = 1) })
  return { rect: mask.rect, data }
}

/** The pixels of the set that are more than `radius` pixels away from every pixel outside it. */
export function shrunkMask(mask: PixelMask, radius: number): PixelMask {
  const data = mask.data.slice()
  markNear(mask, { of: 0, radius, mark: (i) => (data[i] = 0) })
  return { rect: mask.rect, data }
}

interface Near {
  readonly of: 0 | 1
  readonly radius: number
  mark(index: number): void
}

function markNear(mask: PixelMask, { of, radius, mark }: Near): void {
  const { width, height } = mask.rect
  const nearest = nearestPixels(mask, of, radius)
  const limit = radius * radius
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const near = nearest[i]!
      if (near === i || near === NOWHERE) continue
      if (squaredDistance(near, x, y, width) <= limit) mark(i)
    }
  }
}
