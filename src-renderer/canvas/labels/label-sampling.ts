// Which value of a label map each pixel of the screen shows. One value a pixel: the cost follows the screen and not
// the photo.

import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import { EMPTY_RECT, isEmptyRect } from '../../../src-main/core/geometry/rect.ts'
import type { Camera } from '../camera/camera.ts'

/** How a map lies on the screen, in device pixels. */
export interface Placement extends Camera {
  /** Whole pixels. */
  readonly contour: number
  /** Device pixels for a CSS pixel, in which patterns are drawn. */
  readonly pixelRatio: number
}

/** The device pixels that may show a part of the map; a changed pixel changes the outline of those around it. */
export function shownRect(rect: Rect, { x, y, scale, contour }: Placement): Rect {
  if (isEmptyRect(rect)) return EMPTY_RECT
  const margin = contour + 1
  const left = Math.floor(x + rect.x * scale) - margin
  const top = Math.floor(y + rect.y * scale) - margin
  const right = Math.ceil(x + (rect.x + rect.width) * scale) + margin
  const bottom = Math.ceil(y + (rect.y + rect.height) * scale) + margin
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Pixels that are looked at together, as the bytes of one word. */
export const WORD = 4

/** The values under the screen's pixels of a rectangle, row by row. */
interface Sampled {
  readonly width: number
  /** Four to a word, a byte each. */
  readonly words: Int32Array
  readonly columns: Positions
  readonly rows: Positions
}

/** `rect` is whole words wide. With `room` that is large enough its memory is used again. */
export function sample(
  labelMap: LabelMap,
  { x, y, scale }: Placement,
  rect: Rect,
  room: Int32Array | null,
): Sampled {
  const columns = positions({ origin: x, scale, first: rect.x }, rect.width, labelMap.width)
  const rows = positions({ origin: y, scale, first: rect.y }, rect.height, labelMap.height)
  const words = wordsAt(labelMap, columns.at, rows.at, room)
  return { width: rect.width, words, columns, rows }
}

/**
 * The columns and rows in the middle of each screen pixel's halves: shown small, a screen pixel covers several of the
 * map, and its four quarters give softer edges.
 */
export function quarterPixels(
  labelMap: LabelMap,
  { x, y, scale }: Placement,
  rect: Rect,
): { readonly columns: Int32Array; readonly rows: Int32Array } {
  const across = { origin: 2 * x, scale: 2 * scale, first: 2 * rect.x }
  const down = { origin: 2 * y, scale: 2 * scale, first: 2 * rect.y }
  return {
    columns: positions(across, 2 * rect.width, labelMap.width).at,
    rows: positions(down, 2 * rect.height, labelMap.height).at,
  }
}

/** From the first up to the last but one. */
export interface Span {
  readonly first: number
  readonly end: number
}

/** The span is on the map. */
interface Positions extends Span {
  /** Which pixel of the map each pixel of the screen shows; beside the map, the nearest. */
  readonly at: Int32Array
}

interface Axis {
  /** Where the map begins on the screen. */
  readonly origin: number
  readonly scale: number
  /** The first pixel of the screen. */
  readonly first: number
}

/** The same ones for a pixel of the screen wherever a rectangle begins: nothing is added up. */
function positions({ origin, scale, first }: Axis, count: number, size: number): Positions {
  const at = new Int32Array(count)
  let [before, inside] = [0, 0]
  for (let i = 0; i < count; i++) {
    const pixel = Math.floor((first + i + 0.5 - origin) / scale)
    if (pixel < 0) before++
    else if (pixel < size) inside++
    at[i] = Math.max(0, Math.min(size - 1, pixel))
  }
  return { at, first: before, end: before + inside }
}

function wordsAt(
  { data, width }: LabelMap,
  columns: Int32Array,
  rows: Int32Array,
  room: Int32Array | null,
): Int32Array {
  const count = columns.length / WORD
  const size = count * rows.length
  const words = room !== null && room.length >= size ? room : new Int32Array(size)
  for (let i = 0; i < rows.length; i++) pick(data, rows[i]! * width, columns, words, i * count)
  return words
}

/** A function of its own for each row: a loop within a loop is compiled late, and runs slowly the first times. */
function pick(
  data: Uint8Array,
  from: number,
  columns: Int32Array,
  words: Int32Array,
  to: number,
): void {
  const count = columns.length / WORD
  for (let i = 0; i < count; i++) {
    const k = WORD * i
    words[to + i] =
      data[from + columns[k]!]! |
      (data[from + columns[k + 1]!]! << 8) |
      (data[from + columns[k + 2]!]! << 16) |
      (data[from + columns[k + 3]!]! << 24)
  }
}
