// The pixels that a straight line passes through, from one to the next across a side, none left out (Amanatides,
// Woo: A fast voxel traversal algorithm for ray tracing, 1987).

import type { Point } from '../painting/brush.ts'

/** Whole coordinates, from the pixel of `from` to that of `to`, both included; they may lie outside an image. */
export function pixelsAlong(from: Point, to: Point): readonly Point[] {
  const across = crossings(from.x, to.x)
  const down = crossings(from.y, to.y)
  let { pixel: x, first: nextX } = across
  let { pixel: y, first: nextY } = down
  const pixels: Point[] = [{ x, y }]
  while (x !== across.last || y !== down.last) {
    // What rounding does to the lengths never leads past the end.
    if (y === down.last || (x !== across.last && nextX < nextY)) {
      x += across.step
      nextX += across.each
    } else {
      y += down.step
      nextY += down.each
    }
    pixels.push({ x, y })
  }
  return pixels
}

interface Crossings {
  readonly pixel: number
  readonly last: number
  readonly step: 1 | -1
  /** The part of the way, 0..1, after which the first side is crossed, and each one after it. */
  readonly first: number
  readonly each: number
}

function crossings(from: number, to: number): Crossings {
  const pixel = Math.floor(from)
  const step = to < from ? -1 : 1
  const each = 1 / Math.abs(to - from)
  const toSide = step === 1 ? pixel + 1 - from : from - pixel
  return { pixel, last: Math.floor(to), step, first: toSide * each, each }
}
