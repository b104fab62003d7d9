// From the coarse logits of a segmenter to the pixels of a photo. A pixel is in the mask where the bilinearly
// interpolated logit is above 0. Within one cell of the coarse grid a row is a straight line and crosses 0 once at
// most, so that whole spans are found at once and leave as runs: the cost follows the rows, not the pixels.

import { invariant } from '../errors.ts'
import type { ImageSize } from '../geometry/pixel-mask.ts'
import type { Rect } from '../geometry/rect.ts'
import { rectFromCorners } from '../geometry/rect.ts'
import { createRunWriter } from '../bytes/run-length.ts'
import { SEGMENTER_SIDE, sizeInSquare } from './prompts.ts'

/** A PixelMask whose bytes, 0 or 1, are run-length coded. */
export interface EncodedMask {
  readonly rect: Rect
  readonly runs: Uint8Array
}

/**
 * @param logits side x side values over the encoder's square, row by row; half-pixel centres.
 * @param side at least 2.
 */
export function maskOfLogits(logits: Float32Array, side: number, photo: ImageSize): EncodedMask {
  invariant(side > 1 && logits.length === side * side, `mask: ${side}x${side} logits expected`)
  const inside = sizeInSquare(photo)
  const columns = createAxis(photo.width, (inside.width * side) / SEGMENTER_SIDE, side)
  const rows = createAxis(photo.height, (inside.height * side) / SEGMENTER_SIDE, side)
  const spans: number[] = []
  const row = new Float64Array(side)
  const positive = positiveCells(logits, side)
  for (let y = 0; y < photo.height; y++) {
    const v = rows.positionOf(y)
    const above = Math.min(side - 2, Math.floor(v))
    // Between two values of 0 or less nothing is above 0.
    const first = Math.max(0, Math.min(positive.first[above]!, positive.first[above + 1]!) - 1)
    const last = Math.min(side - 1, Math.max(positive.last[above]!, positive.last[above + 1]!) + 1)
    if (last <= first) continue
    mixRows(logits.subarray(above * side), row, { first, last, fraction: v - above })
    addSpans(row, columns, { first, last }, (x0, x1) => spans.push(y, x0, x1))
  }
  return maskOfSpans(spans)
}

/** Of each row the first and the last value above 0; behind and before all where none is. */
function positiveCells(
  logits: Float32Array,
  side: number,
): { readonly first: Int32Array; readonly last: Int32Array } {
  const first = new Int32Array(side).fill(side)
  const last = new Int32Array(side).fill(-1)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (!(logits[y * side + x]! > 0)) continue
      first[y] = Math.min(first[y]!, x)
      last[y] = x
    }
  }
  return { first, last }
}

/** Both inclusive. */
interface Cells {
  readonly first: number
  readonly last: number
}

interface Axis {
  /** Of the photo. */
  readonly length: number
  /** Where pixel `at` lies on the coarse grid: 0 is the middle of its first value. */
  positionOf(at: number): number
  /** The first pixel that lies at or behind a position; `length` when none does. */
  firstFrom(position: number): number
  /** `firstFrom` of each whole position. */
  readonly cells: Int32Array
}

/** `covered`: how many coarse values the photo's pixels cover. */
function createAxis(length: number, covered: number, side: number): Axis {
  const step = covered / length
  const firstFrom = (position: number): number =>
    Math.max(0, Math.min(length, Math.ceil((position + 0.5) / step - 0.5)))
  return {
    length,
    positionOf: (at) => Math.max(0, Math.min(side - 1, (at + 0.5) * step - 0.5)),
    firstFrom,
    cells: Int32Array.from({ length: side }, (_, cell) => firstFrom(cell)),
  }
}

/** Of the first two rows of logits; `row` is as long as each. */
function mixRows(
  logits: Float32Array,
  row: Float64Array,
  { first, last, fraction }: Cells & { readonly fraction: number },
): void {
  for (let i = first; i <= last; i++) {
    const top = logits[i]!
    row[i] = top + (logits[row.length + i]! - top) * fraction
  }
}

/** Spans may touch, where a whole cell lies between two pixels. */
function addSpans(
  row: Float64Array,
  axis: Axis,
  { first, last }: Cells,
  add: (x0: number, x1: number) => void,
): void {
  const { cells, length } = axis
  let isIn = row[first]! > 0
  let start = 0
  for (let cell = first; cell < last && cells[cell]! < length; cell++) {
    if (row[cell + 1]! > 0 === isIn) continue
    const crossing = crossingOf(axis, row, cell)
    if (isIn && crossing > start) add(start, crossing - 1)
    isIn = !isIn
    start = crossing
  }
  if (isIn && start < length) add(start, length - 1)
}

/** The first pixel of a cell, or behind it, that is on the other side of 0 than the cell's first value. */
function crossingOf(axis: Axis, row: Float64Array, cell: number): number {
  const from = row[cell]!
  const to = row[cell + 1]!
  const first = axis.cells[cell]!
  const end = axis.cells[cell + 1]!
  const isOther = (at: number): boolean =>
    from + (to - from) * (axis.positionOf(at) - cell) > 0 !== from > 0
  let crossing = Math.max(first, Math.min(end, axis.firstFrom(cell + from / (from - to))))
  // Rounding puts it one pixel off at most.
  if (crossing > first && isOther(crossing - 1)) crossing--
  else if (crossing < end && !isOther(crossing)) crossing++
  return crossing
}

/** Spans of ascending rows, each row's from left to right. */
function maskOfSpans(spans: readonly number[]): EncodedMask {
  let [left, right] = [Infinity, -1]
  for (let i = 0; i < spans.length; i += 3) {
    left = Math.min(left, spans[i + 1]!)
    right = Math.max(right, spans[i + 2]!)
  }
  const rect = rectFromCorners(left, spans[0] ?? 0, right, spans.at(-3) ?? -1)
  const writer = createRunWriter()
  let written = 0
  for (let i = 0; i < spans.length; i += 3) {
    const row = (spans[i]! - rect.y) * rect.width - rect.x
    const start = row + spans[i + 1]!
    const end = row + spans[i + 2]! + 1
    writer.add(0, start - written)
    writer.add(1, end - start)
    written = end
  }
  writer.add(0, rect.width * rect.height - written)
  return { rect, runs: writer.finish() }
}
