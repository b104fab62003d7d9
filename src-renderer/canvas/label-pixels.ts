// The colours of a label map on the screen, worked out as the shader does it (label-shader.ts).

import type { LabelMap } from '../../src-main/core/label-map.ts'
import type { Rect } from '../../src-main/core/rect.ts'
import type { LabelLook } from './label-look.ts'
import { LOOK_BYTES } from './label-look.ts'
import { sample } from './label-sampling.ts'
import type { Placement, Sampled } from './label-sampling.ts'
import { PATTERN_PART, PATTERN_SIZE, patternAt } from './patterns.ts'

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

/** Writes the colours of the screen's pixels in `rect` into `target`, row by row. Beside the map is nothing. */
export function colorize(
  labelMap: LabelMap,
  look: PixelLook,
  placement: Placement,
  rect: Rect,
  target: Uint32Array,
): void {
  const seen = sample(labelMap, placement, grown(rect, placement.contour))
  const colorOf = colorsIn(look, placement, rect)
  // Shown small, a screen pixel covers several of the map: four of them give softer edges, as in the shader.
  const fine = placement.scale < 1 ? sample(labelMap, twice(placement), twiceRect(rect)) : null
  const { contour: reach } = placement
  const { width: stride, values } = seen
  let write = 0
  for (let y = 0; y < rect.height; y++) {
    let at = (y + reach) * stride + reach
    const isRowInside = seen.rows.isInside[y + reach] === 1
    for (let x = 0; x < rect.width; x++, write++, at++) {
      if (!isRowInside || seen.columns.isInside[x + reach] === 0) continue
      const value = values[at]!
      const outline = look.contour[value]!
      if (outline !== 0 && isEdge(values, at, stride, reach)) {
        target[write] = outline
      } else if (fine === null || isPlain(fine, x, y, value)) {
        target[write] = colorOf(value, x, y)
      } else {
        const corners = cornersOf(fine, x, y).map((each) => colorOf(each, x, y))
        target[write] = meanColor(corners)
      }
    }
  }
}

function grown({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }
}

function twice({ x, y, scale, contour }: Placement): Placement {
  return { x: 2 * x, y: 2 * y, scale: 2 * scale, contour: 2 * contour }
}

function twiceRect({ x, y, width, height }: Rect): Rect {
  return { x: 2 * x, y: 2 * y, width: 2 * width, height: 2 * height }
}

/** The colour of a value at a pixel of `rect`: patterns begin at the corner of the photo and go with it. */
function colorsIn(
  { fill, line, pattern }: PixelLook,
  placement: Placement,
  rect: Rect,
): (value: number, x: number, y: number) => number {
  const [startX, startY] = [patternStart(placement.x, rect.x), patternStart(placement.y, rect.y)]
  return (value, x, y) => {
    if (pattern[value] === 0) return fill[value]!
    const part = patternAt(pattern[value]!, startX + x, startY + y)
    if (part === PATTERN_PART.clear) return 0
    return (part === PATTERN_PART.line ? line : fill)[value]!
  }
}

/** The corner is brought to whole pixels first, so that every part begins alike. */
function patternStart(corner: number, start: number): number {
  const whole = (start + Math.floor(-corner)) % PATTERN_SIZE
  return whole < 0 ? whole + PATTERN_SIZE : whole
}

function isPlain({ values, width }: Sampled, x: number, y: number, value: number): boolean {
  const at = 2 * y * width + 2 * x
  return (
    values[at] === value &&
    values[at + 1] === value &&
    values[at + width] === value &&
    values[at + width + 1] === value
  )
}

function cornersOf({ values, width }: Sampled, x: number, y: number): readonly number[] {
  const at = 2 * y * width + 2 * x
  return [values[at]!, values[at + 1]!, values[at + width]!, values[at + width + 1]!]
}

/** Of little-endian RGBA words that are not premultiplied: what is clearer counts less. */
function meanColor(words: readonly number[]): number {
  let [red, green, blue, alpha] = [0, 0, 0, 0]
  for (const word of words) {
    const weight = word >>> 24
    alpha += weight
    red += (word & 255) * weight
    green += ((word >>> 8) & 255) * weight
    blue += ((word >>> 16) & 255) * weight
  }
  if (alpha === 0) return 0
  const mean = (sum: number): number => Math.round(sum / alpha)
  const opacity = Math.round(alpha / words.length)
  return (mean(red) | (mean(green) << 8) | (mean(blue) << 16) | (opacity << 24)) >>> 0
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
