// What a part of the screen shows of a label map, whatever its look. It is looked up once, for outlines of several
// widths; another look of the same labels is a matter of colours then (label-pixels.ts).

import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import { WORD, quarterPixels, sample } from './label-sampling.ts'
import type { Placement, Span } from './label-sampling.ts'
import { isAlone, unlikeAt } from './near-values.ts'

/** Of a word: its pixels do not all show one value, or an edge may be near. */
export const EDGE = -1
/** Beside the map is nothing, which looks like background: not drawn. */
const NOTHING = 0

export interface SeenLabels {
  /** Device pixels of the view. */
  readonly rect: Rect
  readonly placement: Placement
  /** What of `rect` lies on the map; of other rows nothing is known. */
  readonly columns: Span
  readonly rows: Span
  /** By word, row by row, each of which begins with a word of its own: the value of all its pixels, or EDGE. The end
   * of a row that is no whole word is an EDGE. */
  readonly spots: Int16Array
  /** Of the EDGE words in turn, by pixel: the values of its quarters, a byte each. */
  readonly quarters: Int32Array
  /** Widths of outlines that are known, device pixels. */
  readonly reaches: readonly number[]
  /** Of the EDGE words in turn, a byte a pixel: a bit for each of the reaches, set where that outline would be. */
  readonly outlines: Int32Array
  readonly under: Under
}

/** The values under the pixels and under some more on each side. */
interface Under {
  /** Four to a word, a byte each. */
  readonly words: Int32Array
  /** Words in a row, and pixels on each side. */
  readonly stride: number
  readonly margin: number
  /** A pixel of the screen covers more than one of the map. */
  readonly isSmall: boolean
  /** The map, and where its pixels lie under the screen pixels' quarters. */
  readonly data: Uint8Array
  readonly mapWidth: number
  readonly quarterColumns: Int32Array
  readonly quarterRows: Int32Array
}

interface LookUpOptions {
  /** Its memory is used again, and what it held is gone: so much memory given anew takes time. */
  readonly room?: SeenLabels | null
  /** Widths of outlines that are asked for, eight at most; the placement's own unless given. */
  readonly reaches?: readonly number[]
}

export function lookUp(
  labelMap: LabelMap,
  placement: Placement,
  rect: Rect,
  { room = null, reaches = reachesOf(placement) }: LookUpOptions = {},
): SeenLabels {
  const margin = wholeWords(Math.max(1, ...reaches))
  const sampled = sample(labelMap, placement, grown(rect, margin), room?.under.words ?? null)
  const quarter = quarterPixels(labelMap, placement, rect)
  const { spots, quarters, outlines } = memoryFor(rect, room)
  const seen: SeenLabels = {
    rect,
    placement,
    columns: within(sampled.columns, margin, rect.width),
    rows: within(sampled.rows, margin, rect.height),
    spots,
    quarters,
    reaches,
    outlines,
    under: {
      words: sampled.words,
      stride: sampled.width / WORD,
      margin,
      isSmall: placement.scale < 1,
      data: labelMap.data,
      mapWidth: labelMap.width,
      quarterColumns: quarter.columns,
      quarterRows: quarter.rows,
    },
  }
  let edges = 0
  for (let y = seen.rows.first; y < seen.rows.end; y++) edges = lookUpRow(seen, y, edges)
  return seen
}

function reachesOf({ contour }: Placement): readonly number[] {
  return contour === 0 ? [] : [contour]
}

/** The same labels in the same place with another outline; null when it was not asked for. */
export function withOutline(seen: SeenLabels, contour: number): SeenLabels | null {
  if (contour !== 0 && !seen.reaches.includes(contour)) return null
  return { ...seen, placement: { ...seen.placement, contour } }
}

/** The bit of the outline that is shown; 0 for none. */
export function outlineBit({ placement, reaches }: SeenLabels): number {
  return placement.contour === 0 ? 0 : 1 << reaches.indexOf(placement.contour)
}

/** The values of four pixels, a byte each, of which the first is that of a word. */
export function wordUnder({ under }: SeenLabels, x: number, y: number): number {
  return under.words[placeUnder(under, x, y)]!
}

function placeUnder({ stride, margin }: Under, x: number, y: number): number {
  return (y + margin) * stride + (margin + x) / WORD
}

/** Words in a row. */
export function wordsIn({ width }: Rect): number {
  return Math.ceil(width / WORD)
}

function memoryFor(
  rect: Rect,
  room: SeenLabels | null,
): Pick<SeenLabels, 'spots' | 'quarters' | 'outlines'> {
  const count = wordsIn(rect) * rect.height
  if (room !== null && room.spots.length >= count) return room
  return {
    spots: new Int16Array(count),
    quarters: new Int32Array(WORD * count),
    outlines: new Int32Array(count),
  }
}

/** Gives the number of EDGE words up to the end of the row. Most of a map has none. */
function lookUpRow(seen: SeenLabels, y: number, edgesBefore: number): number {
  const { spots, columns, rect, reaches, under } = seen
  const { words, stride } = under
  const first = Math.ceil(columns.first / WORD)
  const end = Math.floor(columns.end / WORD)
  const count = wordsIn(rect)
  const whole = Math.floor(rect.width / WORD)
  const start = placeUnder(under, 0, y)
  let edges = edgesBefore
  for (let x = 0; x < count; x++) {
    const isBeside = x < whole && ((x + 1) * WORD <= columns.first || x * WORD >= columns.end)
    if (x >= first && x < end && isAlone(words, start + x, stride, reaches)) {
      spots[y * count + x] = words[start + x]! & 255
    } else if (isBeside) {
      spots[y * count + x] = NOTHING
    } else {
      spots[y * count + x] = EDGE
      lookUpEdge(seen, x * WORD, y, edges++)
    }
  }
  return edges
}

function lookUpEdge(seen: SeenLabels, left: number, y: number, edge: number): void {
  const { quarters, columns, reaches, under } = seen
  const { words, stride, isSmall } = under
  const at = placeUnder(under, left, y)
  const word = words[at]!
  const mixed = isSmall ? unlikeAt(words, at, stride, 1) : 0
  let outlines = 0
  for (let i = 0; i < reaches.length; i++) outlines |= unlikeAt(words, at, stride, reaches[i]!) << i
  for (let k = 0; k < WORD; k++) {
    const x = left + k
    const byte = 255 << (8 * k)
    if (x < columns.first || x >= columns.end) {
      quarters[WORD * edge + k] = NOTHING
      outlines &= ~byte
    } else if ((mixed & byte) !== 0) {
      quarters[WORD * edge + k] = quartersAt(under, x, y)
    } else {
      quarters[WORD * edge + k] = Math.imul((word >>> (8 * k)) & 255, 0x01010101)
    }
  }
  seen.outlines[edge] = outlines
}

function quartersAt(under: Under, x: number, y: number): number {
  const { data, mapWidth, quarterColumns, quarterRows } = under
  const above = quarterRows[2 * y]! * mapWidth
  const below = quarterRows[2 * y + 1]! * mapWidth
  const left = quarterColumns[2 * x]!
  const right = quarterColumns[2 * x + 1]!
  return (
    data[above + left]! |
    (data[above + right]! << 8) |
    (data[below + left]! << 16) |
    (data[below + right]! << 24)
  )
}

/** What is on the map of a part that begins `margin` further on. */
function within({ first, end }: Span, margin: number, count: number): Span {
  const from = Math.max(0, first - margin)
  return { first: from, end: Math.max(from, Math.min(count, end - margin)) }
}

/** As many pixels more on each side, and as many to the right as whole words need. */
function grown({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: wholeWords(width) + 2 * by, height: height + 2 * by }
}

function wholeWords(pixels: number): number {
  return WORD * Math.ceil(pixels / WORD)
}
