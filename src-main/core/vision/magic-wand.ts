// The magic wand: pixels whose colour is like the one pressed on. Differences are CIELAB distances from
// the mean of the 3 x 3 pixels around the press, worked out once for each pixel and kept while the
// tolerance is dragged.

import { createPixelMask } from '../geometry/pixel-mask.ts'
import type { PixelMask } from '../geometry/pixel-mask.ts'
import { rectFromCorners } from '../geometry/rect.ts'
import { toLab } from './lab.ts'
import type { Lab } from './lab.ts'
import type { PhotoPixels } from './photo-pixels.ts'

/** The largest tolerance, in CIELAB units. */
export const MAX_TOLERANCE = 100

export interface Wand {
  /** All pixels within the tolerance: those joined to the press, or everywhere. The press always belongs. */
  select(tolerance: number, isContiguous: boolean): PixelMask
}

/** Throws nothing; (x, y) must be a pixel of the photo. */
export function startWand(photo: PhotoPixels, x: number, y: number): Wand {
  const difference = differencesFrom(photo, x, y)
  return {
    select(tolerance, isContiguous) {
      const limit = toSteps(tolerance)
      const isIn = (i: number): boolean => difference(i) <= limit
      const found = isContiguous
        ? joinedPixels(photo, y * photo.width + x, isIn)
        : allPixels(photo, y * photo.width + x, isIn)
      return cropped(found, photo)
    },
  }
}

const STEPS_PER_UNIT = 2

function toSteps(difference: number): number {
  return Math.min(254, Math.round(difference * STEPS_PER_UNIT))
}

/** The difference of pixel i from the colour around (x, y), in half units, at most 254. */
function differencesFrom(photo: PhotoPixels, x: number, y: number): (i: number) => number {
  const { data, width, height } = photo
  const known = new Uint8Array(width * height)
  const seed = meanColor(photo, x, y)
  const lab: Lab = { L: 0, a: 0, b: 0 }
  return (i) => {
    const before = known[i]!
    if (before > 0) return before - 1
    toLab(data[i * 4]!, data[i * 4 + 1]!, data[i * 4 + 2]!, lab)
    const dL = lab.L - seed.L
    const da = lab.a - seed.a
    const db = lab.b - seed.b
    const steps = toSteps(Math.sqrt(dL * dL + da * da + db * db))
    known[i] = steps + 1
    return steps
  }
}

function meanColor({ data, width, height }: PhotoPixels, x: number, y: number): Lab {
  const mean: Lab = { L: 0, a: 0, b: 0 }
  const lab: Lab = { L: 0, a: 0, b: 0 }
  let count = 0
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      const i = (row * width + column) * 4
      toLab(data[i]!, data[i + 1]!, data[i + 2]!, lab)
      mean.L += lab.L
      mean.a += lab.a
      mean.b += lab.b
      count++
    }
  }
  return { L: mean.L / count, a: mean.a / count, b: mean.b / count }
}

/** Scanline flood fill, 4-connected. */
function joinedPixels(
  { width, height }: PhotoPixels,
  seed: number,
  isIn: (i: number) => boolean,
): Uint8Array {
  const found = new Uint8Array(width * height)
  const pending = [seed]
  while (pending.length > 0) {
    const at = pending.pop()!
    if (found[at] === 1) continue
    const start = at - (at % width)
    let left = at
    let right = at
    while (left > start && isIn(left - 1)) left--
    while (right < start + width - 1 && isIn(right + 1)) right++
    found.fill(1, left, right + 1)
    if (start > 0) addRuns(left - width, right - width)
    if (start + width < width * height) addRuns(left + width, right + width)
  }
  return found

  function addRuns(from: number, to: number): void {
    for (let i = from; i <= to; i++) {
      if (found[i] === 1 || !isIn(i)) continue
      pending.push(i)
      while (i < to && isIn(i + 1)) i++
    }
  }
}

function allPixels(
  { width, height }: PhotoPixels,
  seed: number,
  isIn: (i: number) => boolean,
): Uint8Array {
  const found = new Uint8Array(width * height)
  for (let i = 0; i < found.length; i++) if (isIn(i)) found[i] = 1
  found[seed] = 1
  return found
}

/** The found pixels in the smallest window that holds them. */
function cropped(found: Uint8Array, { width, height }: PhotoPixels): PixelMask {
  let [left, right, top, bottom] = [width, -1, height, -1]
  for (let y = 0; y < height; y++) {
    const row = found.subarray(y * width, (y + 1) * width)
    const first = row.indexOf(1)
    if (first < 0) continue
    left = Math.min(left, first)
    right = Math.max(right, row.lastIndexOf(1))
    top = Math.min(top, y)
    bottom = y
  }
  const mask = createPixelMask(rectFromCorners(left, top, right, bottom))
  for (let y = 0; y < mask.rect.height; y++) {
    const from = (top + y) * width + left
    mask.data.set(found.subarray(from, from + mask.rect.width), y * mask.rect.width)
  }
  return mask
}
