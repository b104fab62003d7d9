// The colours of a label map on the screen, worked out as the shader does it (label-shader.ts).

import type { LabelMap } from '../../src-main/core/label-map.ts'
import type { Rect } from '../../src-main/core/rect.ts'
import type { LabelLook } from './label-look.ts'
import { LOOK_BYTES } from './label-look.ts'
import { quarterPixels, sample } from './label-sampling.ts'
import type { Placement, Span } from './label-sampling.ts'
import { PATTERN_PART, patternAt } from './patterns.ts'

/** The look as little-endian RGBA words, by value. */
export interface PixelLook {
  readonly fill: Uint32Array
  readonly line: Uint32Array
  /** Zero for values without an outline. */
  readonly contour: Uint32Array
  readonly pattern: Uint8Array
  /** CSS pixels; 0 when nothing has an outline. */
  readonly contourPx: number
}

export function pixelLook({ fill, line, marks, contourPx }: LabelLook): PixelLook {
  const solid = fill.slice()
  for (let at = 0; at < LOOK_BYTES; at += 4) solid[at + 3] = marks[at + 1]!
  const contour = wordsOf(solid).map((word) => (word >>> 24 === 0 ? 0 : word))
  return {
    fill: wordsOf(fill),
    line: wordsOf(line),
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
  const { data, width } = labelMap
  const { fill, contour, pattern } = look
  const reach = placement.contour
  const margin = wholeWords(Math.max(1, reach))
  const seen = sample(labelMap, placement, grown(rect, margin))
  const { width: stride, values } = seen
  const isAlone = nothingElseAround(values, stride, reach)
  const colorOf = colorsIn(look, placement, rect)
  const isSmall = placement.scale < 1
  const quarters = quarterPixels(labelMap, placement, rect)

  function colorAt(x: number, y: number, at: number): number {
    const value = values[at]!
    if (contour[value] !== 0 && isEdge(values, at, stride, reach)) return contour[value]!
    if (!isSmall || !isEdge(values, at, stride, 1)) return colorOf(value, x, y)
    const above = quarters.rows[2 * y]! * width
    const below = quarters.rows[2 * y + 1]! * width
    const [left, right] = [quarters.columns[2 * x]!, quarters.columns[2 * x + 1]!]
    return meanOf(data[above + left]!, data[above + right]!, data[below + left]!, data[below + right]!, x, y) // prettier-ignore
  }

  function meanOf(a: number, b: number, c: number, d: number, x: number, y: number): number {
    if (a === b && a === c && a === d) return colorOf(a, x, y)
    return meanColor(colorOf(a, x, y), colorOf(b, x, y), colorOf(c, x, y), colorOf(d, x, y))
  }

  // A function of its own, as in label-sampling.ts.
  function colorizeRow(y: number, first: number, end: number): void {
    const line = target.subarray(y * rect.width, (y + 1) * rect.width)
    const start = (y + margin) * stride + margin
    for (let x = first; x < end;) {
      const at = start + x
      const value = values[at]!
      if (at % WORD === 0 && x + WORD <= end && pattern[value] === 0 && isAlone(at / WORD)) {
        const color = fill[value]!
        line[x] = color
        line[x + 1] = color
        line[x + 2] = color
        line[x + 3] = color
        x += WORD
      } else {
        line[x] = colorAt(x, y, at)
        x += 1
      }
    }
  }

  target.fill(0)
  const columns = within(seen.columns, margin, rect.width)
  const rows = within(seen.rows, margin, rect.height)
  for (let y = rows.first; y < rows.end; y++) colorizeRow(y, columns.first, columns.end)
}

/** What is on the map of a part that begins `margin` further on. */
function within({ first, end }: Span, margin: number, count: number): Span {
  return { first: Math.max(0, first - margin), end: Math.min(count, end - margin) }
}

/** Whether a word of values holds one value, as all words do that an edge could lie in. Most of a map is so. */
function nothingElseAround(
  values: Uint8Array,
  stride: number,
  reach: number,
): (word: number) => boolean {
  const words = new Uint32Array(values.buffer)
  const line = stride / WORD
  return (at) => {
    const word = words[at]!
    return (
      word === ((word << 8) | (word >>> 24)) >>> 0 &&
      words[at - 1] === word &&
      words[at + 1] === word &&
      words[at - line] === word &&
      words[at + line] === word &&
      words[at - reach * line] === word &&
      words[at + reach * line] === word
    )
  }
}

/** As many pixels more on each side, and as many to the right as whole words need. */
function grown({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: wholeWords(width) + 2 * by, height: height + 2 * by }
}

function wholeWords(pixels: number): number {
  return WORD * Math.ceil(pixels / WORD)
}

/** The colour of a value at a pixel of `rect`: patterns begin at the corner of the photo and go with it. */
function colorsIn(
  { fill, line, pattern }: PixelLook,
  { x: left, y: top, pixelRatio }: Placement,
  rect: Rect,
): (value: number, x: number, y: number) => number {
  return (value, x, y) => {
    if (pattern[value] === 0) return fill[value]!
    const column = Math.floor((rect.x + x + 0.5 - left) / pixelRatio)
    const row = Math.floor((rect.y + y + 0.5 - top) / pixelRatio)
    const part = patternAt(pattern[value]!, column, row)
    if (part === PATTERN_PART.clear) return 0
    return (part === PATTERN_PART.line ? line : fill)[value]!
  }
}

/** The mean of little-endian RGBA words that are not premultiplied: what is clearer counts less. */
function meanColor(a: number, b: number, c: number, d: number): number {
  if (a === b && a === c && a === d) return a
  const [u, v, w, x] = [a >>> 24, b >>> 24, c >>> 24, d >>> 24]
  const alpha = u + v + w + x
  if (alpha === 0) return 0
  const red = (a & 255) * u + (b & 255) * v + (c & 255) * w + (d & 255) * x
  const green =
    ((a >>> 8) & 255) * u + ((b >>> 8) & 255) * v + ((c >>> 8) & 255) * w + ((d >>> 8) & 255) * x
  const blue =
    ((a >>> 16) & 255) * u + ((b >>> 16) & 255) * v + ((c >>> 16) & 255) * w + ((d >>> 16) & 255) * x // prettier-ignore
  return (
    (Math.round(red / alpha) |
      (Math.round(green / alpha) << 8) |
      (Math.round(blue / alpha) << 16) |
      (Math.round(alpha / 4) << 24)) >>>
    0
  )
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
