// From the coarse logits of a segmenter to the pixels of a photo. A pixel is in the mask where the bilinearly
// interpolated logit is above 0. Within one cell of the coarse grid a row is a straight line and crosses 0 once at
// most, so that whole spans are found at once: the cost follows the rows, not the pixels.

import { invariant } from '../errors.ts'
import type { ImageSize, PixelMask } from '../pixel-mask.ts'
import { createPixelMask } from '../pixel-mask.ts'
import { rectFromCorners } from '../rect.ts'
import { SEGMENTER_SIDE, sizeInSquare } from './prompts.ts'

/**
 * @param logits side x side values over the encoder's square, row by row; half-pixel centres.
 * @param side at least 2.
 */
export function maskOfLogits(logits: Float32Array, side: number, photo: ImageSize): PixelMask {
  invariant(side > 1 && logits.length === side * side, `mask: ${side}x${side} logits expected`)
  const inside = sizeInSquare(photo)
  const columns = createAxis(photo.width, (inside.width * side) / SEGMENTER_SIDE, side)
  const rows = createAxis(photo.height, (inside.height * side) / SEGMENTER_SIDE, side)
  const spans: number[] = []
  const row = new Float64Array(side)
  for (let y = 0; y < photo.height; y++) {
    const v = rows.positionOf(y)
    const above = Math.min(side - 2, Math.floor(v))
    mixRows(logits, side, above, v - above, row)
    addSpans(row, columns, (x0, x1) => spans.push(y, x0, x1))
  }
  return maskOfSpans(spans)
}

interface Axis {
  /** Of the photo. */
  readonly length: number
  /** Where pixel `at` lies on the coarse grid: 0 is the middle of its first value. */
  positionOf(at: number): number
  /** The first pixel that lies at or behind a position; `length` when none does. */
  firstFrom(position: number): number
}

/** `covered`: how many coarse values the photo's pixels cover. */
function createAxis(length: number, covered: number, side: number): Axis {
  const step = covered / length
  return {
    length,
    positionOf: (at) => Math.max(0, Math.min(side - 1, (at + 0.5) * step - 0.5)),
    firstFrom: (position) =>
      Math.max(0, Math.min(length, Math.ceil((position + 0.5) / step - 0.5))),
  }
}

function mixRows(
  logits: Float32Array,
  side: number,
  above: number,
  fraction: number,
  row: Float64Array,
): void {
  const start = above * side
  for (let i = 0; i < side; i++) {
    const top = logits[start + i]!
    row[i] = top + (logits[start + side + i]! - top) * fraction
  }
}

/** Neighbouring spans are joined. */
function addSpans(row: Float64Array, axis: Axis, add: (x0: number, x1: number) => void): void {
  let start = -1
  let x = 0
  for (let cell = 0; cell < row.length && x < axis.length; cell++) {
    const isLast = cell === row.length - 1
    const from = row[cell]!
    const to = isLast ? from : row[cell + 1]!
    const end = isLast ? axis.length : axis.firstFrom(cell + 1)
    if (end <= x) continue
    const crossing = from > 0 === to > 0 ? end : crossingOf(axis, { cell, from, to }, x, end)
    if (from > 0 && start < 0) start = x
    if (start >= 0 && from <= 0) {
      add(start, x - 1)
      start = -1
    }
    if (crossing < end) {
      if (from > 0) {
        if (crossing > start) add(start, crossing - 1)
        start = -1
      } else start = crossing
    }
    x = end
  }
  if (start >= 0) add(start, axis.length - 1)
}

/** The first pixel of x..end that is on the other side of 0 than `from`. */
function crossingOf(
  axis: Axis,
  { cell, from, to }: { readonly cell: number; readonly from: number; readonly to: number },
  x: number,
  end: number,
): number {
  const isOther = (at: number): boolean =>
    from + (to - from) * (axis.positionOf(at) - cell) > 0 !== from > 0
  let crossing = Math.max(x, Math.min(end, axis.firstFrom(cell + from / (from - to))))
  // Rounding puts it one pixel off at most.
  if (crossing > x && isOther(crossing - 1)) crossing--
  else if (crossing < end && !isOther(crossing)) crossing++
  return crossing
}

function maskOfSpans(spans: readonly number[]): PixelMask {
  let [left, right] = [Infinity, -1]
  for (let i = 0; i < spans.length; i += 3) {
    left = Math.min(left, spans[i + 1]!)
    right = Math.max(right, spans[i + 2]!)
  }
  const top = spans[0] ?? 0
  const bottom = spans.at(-3) ?? -1
  const mask = createPixelMask(rectFromCorners(left, top, right, bottom))
  const { x, y, width } = mask.rect
  for (let i = 0; i < spans.length; i += 3) {
    const start = (spans[i]! - y) * width - x
    mask.data.fill(1, start + spans[i + 1]!, start + spans[i + 2]! + 1)
  }
  return mask
}
