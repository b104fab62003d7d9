// The colours of what is seen of a label map, worked out as the shader does it (label-shader.ts).

import type { LabelLook } from './label-look.ts'
import { LOOK_BYTES } from './label-look.ts'
import { WORD } from './label-sampling.ts'
import { PATTERN_PART, patternAt } from './patterns.ts'
import { EDGE, outlineBit, wordUnder, wordsIn } from './seen-labels.ts'
import type { SeenLabels } from './seen-labels.ts'

/** The look as little-endian RGBA words, signed: larger numbers would be slower. */
export interface PixelLook {
  /** By value: fills, from LINES on the lines of patterns, from CLEAR on nothing. Background has no colour. */
  readonly colors: Int32Array
  /** By value; zero for those without an outline. */
  readonly contour: Int32Array
  /** By value. */
  readonly pattern: Uint8Array
  /** CSS pixels. */
  readonly contourPx: number
  /** Nothing is drawn at all. */
  readonly isClear: boolean
}

const LINES = 256
const CLEAR = 2 * 256

export function pixelLook({ fill, line, marks, contourPx }: LabelLook): PixelLook {
  const solid = fill.slice()
  for (let at = 0; at < LOOK_BYTES; at += 4) solid[at + 3] = marks[at + 1]!
  const contour = wordsOf(solid).map((word) => (word >>> 24 === 0 ? 0 : word))
  const colors = new Int32Array(3 * 256)
  colors.set(wordsOf(fill))
  colors.set(wordsOf(line), LINES)
  return {
    colors,
    contour,
    pattern: Uint8Array.from({ length: 256 }, (_, value) => marks[value * 4]!),
    contourPx,
    isClear: [...colors, ...contour].every((word) => word >>> 24 === 0),
  }
}

function wordsOf(bytes: Uint8Array): Int32Array {
  return new Int32Array(bytes.slice().buffer)
}

/** Writes the colours of the screen's pixels into `target`, row by row. Beside the map is nothing. */
export function colorize(seen: SeenLabels, look: PixelLook, target: Int32Array): void {
  const { rect, rows } = seen
  target.fill(0, 0, rows.first * rect.width)
  target.fill(0, rows.end * rect.width)
  const outlined = Math.imul(outlineBit(seen), 0x01010101)
  let edge = 0
  for (let y = rows.first; y < rows.end; y++) {
    const line = target.subarray(y * rect.width, (y + 1) * rect.width)
    edge = colorizeRow(seen, look, line, y, edge, outlined)
  }
}

/**
 * Gives the number of EDGE words up to the end of the row. `outlined`: in each byte the bit of the outline that is
 * shown. Functions here are given places and not colours: a large
 * number costs memory when it is passed.
 */
// prettier-ignore
function colorizeRow(seen: SeenLabels, look: PixelLook, line: Int32Array, y: number, edgesBefore: number, outlined: number): number {
  const { spots } = seen
  const { colors, pattern } = look
  const count = wordsIn(seen.rect)
  const start = y * count
  let edges = edgesBefore
  for (let word = 0; word < count; word++) {
    const value = spots[start + word]!
    const x = word * WORD
    if (value === EDGE) {
      colorizeEdge(seen, look, line, x, y, edges++, outlined)
    } else if (pattern[value] === 0) {
      const color = colors[value]!
      line[x] = color
      line[x + 1] = color
      line[x + 2] = color
      line[x + 3] = color
    } else {
      for (let k = x; k < x + WORD; k++) line[k] = colors[colorOf(seen, look, value, k, y)]!
    }
  }
  return edges
}

// prettier-ignore
function colorizeEdge(seen: SeenLabels, look: PixelLook, line: Int32Array, first: number, y: number, edge: number, outlined: number): void {
  const { colors, contour } = look
  const outlines = seen.outlines[edge]! & outlined
  const word = outlines === 0 ? 0 : wordUnder(seen, first, y)
  const end = Math.min(first + WORD, line.length)
  for (let x = first; x < end; x++) {
    const shift = 8 * (x - first)
    const outline = ((outlines >>> shift) & 255) === 0 ? 0 : contour[(word >>> shift) & 255]!
    const quarters = seen.quarters[WORD * edge + x - first]!
    const value = quarters & 255
    if (outline !== 0) {
      line[x] = outline
    } else if (quarters === ((quarters << 8) | (quarters >>> 24))) {
      line[x] = colors[colorOf(seen, look, value, x, y)]!
    } else {
      const a = colorOf(seen, look, value, x, y)
      const b = colorOf(seen, look, (quarters >>> 8) & 255, x, y)
      const c = colorOf(seen, look, (quarters >>> 16) & 255, x, y)
      const d = colorOf(seen, look, quarters >>> 24, x, y)
      if (a === b && a === c && a === d) line[x] = colors[a]!
      else setMean(line, x, colors, a, b, c, d)
    }
  }
}

/** The place of a value's colour among a look's colours. Patterns begin at the corner of the photo and go with it. */
// prettier-ignore
function colorOf(seen: SeenLabels, look: PixelLook, value: number, x: number, y: number): number {
  const pattern = look.pattern[value]!
  if (pattern === 0) return value
  const { rect, placement } = seen
  const column = Math.floor((rect.x + x + 0.5 - placement.x) / placement.pixelRatio)
  const row = Math.floor((rect.y + y + 0.5 - placement.y) / placement.pixelRatio)
  const part = patternAt(pattern, column, row)
  if (part === PATTERN_PART.clear) return CLEAR
  return part === PATTERN_PART.line ? LINES + value : value
}

/** The mean of four colours that are not premultiplied: what is clearer counts less. */
// prettier-ignore
function setMean(line: Int32Array, at: number, colors: Int32Array, a: number, b: number, c: number, d: number): void {
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
