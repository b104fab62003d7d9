// The colours of a label map on the screen, worked out as the shader does it (label-shader.ts).

import type { LabelMap } from '../../src-main/core/label-map.ts'
import type { Rect } from '../../src-main/core/rect.ts'
import type { LabelLook } from './label-look.ts'
import { LOOK_BYTES } from './label-look.ts'
import { quarterPixels, sample } from './label-sampling.ts'
import type { Placement, Span } from './label-sampling.ts'
import { PATTERN_PART, patternAt } from './patterns.ts'

/** The look as little-endian RGBA words. */
export interface PixelLook {
  /** By value: fills, from LINES on the lines of patterns, from CLEAR on nothing. */
  readonly colors: Uint32Array
  /** By value; zero for those without an outline. */
  readonly contour: Uint32Array
  /** By value. */
  readonly pattern: Uint8Array
  /** CSS pixels; 0 when nothing has an outline. */
  readonly contourPx: number
}

const LINES = 256
const CLEAR = 2 * 256

export function pixelLook({ fill, line, marks, contourPx }: LabelLook): PixelLook {
  const solid = fill.slice()
  for (let at = 0; at < LOOK_BYTES; at += 4) solid[at + 3] = marks[at + 1]!
  const contour = wordsOf(solid).map((word) => (word >>> 24 === 0 ? 0 : word))
  const colors = new Uint32Array(3 * 256)
  colors.set(wordsOf(fill))
  colors.set(wordsOf(line), LINES)
  return {
    colors,
    contour,
    pattern: Uint8Array.from({ length: 256 }, (_, value) => marks[value * 4]!),
    contourPx: contour.some((word) => word !== 0) ? contourPx : 0,
  }
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer)
}

/** Pixels that are looked at together, as the bytes of one word. */
const WORD = 4

/** Writes the colours of the screen's pixels in `rect` into `target`, row by row. Beside the map is nothing. */
export function colorize(
  labelMap: LabelMap,
  look: PixelLook,
  placement: Placement,
  rect: Rect,
  target: Uint32Array,
): void {
  const reach = placement.contour
  const margin = wholeWords(Math.max(1, reach))
  const seen = sample(labelMap, placement, grown(rect, margin))
  const { width: stride, values } = seen
  const words = new Uint32Array(values.buffer)
  const quarters = quarterPixels(labelMap, placement, rect)
  const partAt = patternsIn(placement, rect)
  const columns = within(seen.columns, margin, rect.width)
  const rows = within(seen.rows, margin, rect.height)
  const inner = { first: wholeWords(columns.first), end: columns.end - (columns.end % WORD) }
  target.fill(0)
  for (let y = rows.first; y < rows.end; y++) {
    const row = {
      look,
      values,
      words,
      stride,
      reach,
      at: (y + margin) * stride + margin,
      line: target.subarray(y * rect.width, (y + 1) * rect.width),
      y,
      isSmall: placement.scale < 1,
      data: labelMap.data,
      above: quarters.rows[2 * y]! * labelMap.width,
      below: quarters.rows[2 * y + 1]! * labelMap.width,
      columns: quarters.columns,
      partAt,
    }
    colorizeWords(row, inner)
    colorizePixels(row, columns.first, Math.min(inner.first, columns.end))
    colorizePixels(row, Math.max(inner.end, columns.first), columns.end)
  }
}

/** A row of the screen. Functions here are given places and not colours: a large number costs memory when it is passed. */
interface Row {
  readonly look: PixelLook
  readonly line: Uint32Array
  readonly y: number
  /** What each pixel of the screen shows, and the same as words; the row begins `at` pixels on. */
  readonly values: Uint8Array
  readonly words: Uint32Array
  readonly stride: number
  readonly at: number
  /** Width of an outline. */
  readonly reach: number
  /** A screen pixel covers more than one of the map. */
  readonly isSmall: boolean
  /** The map, and where its pixels lie under the screen pixels' quarters. */
  readonly data: Uint8Array
  readonly above: number
  readonly below: number
  readonly columns: Int32Array
  readonly partAt: (pattern: number, x: number, y: number) => number
}

/** Words that hold one value, as all do that an edge could lie in, are filled. Most of a map is so. */
function colorizeWords(row: Row, { first, end }: Span): void {
  const { words, line, look } = row
  const stride = row.stride / WORD
  const far = row.reach * stride
  for (let x = first; x < end; x += WORD) {
    const at = (row.at + x) / WORD
    const word = words[at]!
    const isAlone =
      word === ((word << 8) | (word >>> 24)) >>> 0 &&
      words[at - 1] === word &&
      words[at + 1] === word &&
      words[at - stride] === word &&
      words[at + stride] === word &&
      words[at - far] === word &&
      words[at + far] === word
    if (isAlone && look.pattern[word & 255] === 0) {
      const color = look.colors[word & 255]!
      line[x] = color
      line[x + 1] = color
      line[x + 2] = color
      line[x + 3] = color
    } else {
      colorizePixels(row, x, x + WORD)
    }
  }
}

function colorizePixels(row: Row, first: number, end: number): void {
  const { values, stride, reach, line, data, columns, above, below, isSmall } = row
  const { colors, contour } = row.look
  for (let x = first; x < end; x++) {
    const at = row.at + x
    const value = values[at]!
    if (contour[value] !== 0 && isEdge(values, at, stride, reach)) {
      line[x] = contour[value]!
    } else if (isSmall && isEdge(values, at, stride, 1)) {
      const left = columns[2 * x]!
      const right = columns[2 * x + 1]!
      const a = colorOf(row, data[above + left]!, x)
      const b = colorOf(row, data[above + right]!, x)
      const c = colorOf(row, data[below + left]!, x)
      const d = colorOf(row, data[below + right]!, x)
      if (a === b && a === c && a === d) line[x] = colors[a]!
      else setMean(line, x, colors, a, b, c, d)
    } else {
      line[x] = colors[colorOf(row, value, x)]!
    }
  }
}

/** The place of a value's colour among a look's colours. */
function colorOf({ look, partAt, y }: Row, value: number, x: number): number {
  const pattern = look.pattern[value]!
  if (pattern === 0) return value
  const part = partAt(pattern, x, y)
  if (part === PATTERN_PART.clear) return CLEAR
  return part === PATTERN_PART.line ? LINES + value : value
}

/** What is on the map of a part that begins `margin` further on. */
function within({ first, end }: Span, margin: number, count: number): Span {
  return { first: Math.max(0, first - margin), end: Math.min(count, end - margin) }
}

/** As many pixels more on each side, and as many to the right as whole words need. */
function grown({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: wholeWords(width) + 2 * by, height: height + 2 * by }
}

function wholeWords(pixels: number): number {
  return WORD * Math.ceil(pixels / WORD)
}

/** What of a pattern is at a pixel of `rect`: patterns begin at the corner of the photo and go with it. */
function patternsIn(
  { x: left, y: top, pixelRatio }: Placement,
  rect: Rect,
): (pattern: number, x: number, y: number) => number {
  return (pattern, x, y) => {
    const column = Math.floor((rect.x + x + 0.5 - left) / pixelRatio)
    const row = Math.floor((rect.y + y + 0.5 - top) / pixelRatio)
    return patternAt(pattern, column, row)
  }
}

/** The mean of four colours that are not premultiplied: what is clearer counts less. */
// prettier-ignore
function setMean(line: Uint32Array, at: number, colors: Uint32Array, a: number, b: number, c: number, d: number): void {
  const p = colors[a]!
  const q = colors[b]!
  const r = colors[c]!
  const s = colors[d]!
  const u = p >>> 24
  const v = q >>> 24
  const w = r >>> 24
  const x = s >>> 24
  const alpha = u + v + w + x
  if (alpha === 0) {
    line[at] = 0
    return
  }
  const red = (p & 255) * u + (q & 255) * v + (r & 255) * w + (s & 255) * x
  const green =
    ((p >>> 8) & 255) * u + ((q >>> 8) & 255) * v + ((r >>> 8) & 255) * w + ((s >>> 8) & 255) * x
  const blue =
    ((p >>> 16) & 255) * u + ((q >>> 16) & 255) * v + ((r >>> 16) & 255) * w + ((s >>> 16) & 255) * x // prettier-ignore
  line[at] =
    rounded(red / alpha) |
    (rounded(green / alpha) << 8) |
    (rounded(blue / alpha) << 16) |
    (rounded(alpha / 4) << 24)
}

function rounded(byte: number): number {
  return (byte + 0.5) | 0
}

/** True where another value is within reach, straight on; the edge of the photo is none. */
function isEdge(seen: Uint8Array, at: number, stride: number, reach: number): boolean {
  const value = seen[at]
  return (
    seen[at - reach] !== value ||
    seen[at + reach] !== value ||
    seen[at - reach * stride] !== value ||
    seen[at + reach * stride] !== value
  )
}
