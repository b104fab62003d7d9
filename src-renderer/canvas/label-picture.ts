// The label map as a picture of the photo's own size, for pages without WebGL 2 and for maps larger than a
// texture may be. Only dirty rectangles are painted; no pixel is ever read back. A change of look paints all.

import type { LabelMap } from '../../src-main/core/label-map.ts'
import { grownRect } from '../../src-main/core/pixel-mask.ts'
import type { Rect } from '../../src-main/core/rect.ts'
import { isEmptyRect } from '../../src-main/core/rect.ts'
import { isSmooth } from './camera.ts'
import type { LabelLook } from './label-look.ts'
import { LOOK_BYTES } from './label-look.ts'
import type { LabelSurface } from './label-surface.ts'
import { PATTERN_PART, patternAt } from './patterns.ts'

/** Rows painted at once: bounds the memory of one step on a large photo. */
const BAND_PIXELS = 1 << 20

export function createLabelPicture(): LabelSurface {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  let labelMap: LabelMap | null = null
  let look: PixelLook | null = null

  function repaint(rect: Rect): void {
    if (context === null || labelMap === null || look === null || isEmptyRect(rect)) return
    // A changed pixel changes the outline of those around it.
    const around = grownRect(rect, look.contourPx, labelMap)
    const rows = Math.max(1, Math.floor(BAND_PIXELS / around.width))
    for (let y = around.y; y < around.y + around.height; y += rows) {
      const height = Math.min(rows, around.y + around.height - y)
      const band = { x: around.x, y, width: around.width, height }
      const image = context.createImageData(band.width, band.height)
      colorize(labelMap, band, look, new Uint32Array(image.data.buffer))
      context.putImageData(image, band.x, band.y)
    }
  }

  function repaintAll(): void {
    if (labelMap !== null) repaint({ x: 0, y: 0, width: labelMap.width, height: labelMap.height })
  }

  return {
    open(next) {
      labelMap = next
      Object.assign(canvas, { width: next.width, height: next.height })
      repaintAll()
      return true
    },
    repaint,
    setLook(next) {
      look = pixelLook(next)
      repaintAll()
    },
    draw(target, { camera }) {
      if (labelMap === null) return
      target.imageSmoothingEnabled = isSmooth(camera)
      const { x, y, scale } = camera
      target.drawImage(canvas, x, y, labelMap.width * scale, labelMap.height * scale)
    },
    dispose() {
      Object.assign(canvas, { width: 0, height: 0 })
    },
  }
}

/** The look as little-endian RGBA words, by value. */
export interface PixelLook {
  readonly fill: Uint32Array
  readonly line: Uint32Array
  /** Zero for values without an outline. */
  readonly contour: Uint32Array
  readonly pattern: Uint8Array
  /** Image pixels. */
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
    contourPx: contour.some((word) => word !== 0) ? Math.ceil(contourPx) : 0,
  }
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer)
}

/** Patterns twice as wide for each doubling of a photo beyond this, so that they show when it is shown small. */
const FINE_LONG_SIDE = 1024

/** Writes the display colours of `rect` into `target`, row by row. */
export function colorize(
  labelMap: LabelMap,
  rect: Rect,
  look: PixelLook,
  target: Uint32Array,
): void {
  const { data, width, height } = labelMap
  const { fill, line, contour, pattern } = look
  const plain = fill.map((_, value) => (contour[value] === 0 && pattern[value] === 0 ? 1 : 0))
  const shift = Math.max(0, Math.floor(Math.log2(Math.max(width, height) / FINE_LONG_SIDE)))
  let write = 0
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    const row = y * width
    for (let x = rect.x; x < rect.x + rect.width; x++, write++) {
      const value = data[row + x]!
      if (plain[value] === 1) {
        target[write] = fill[value]!
      } else if (contour[value] !== 0 && isEdge(labelMap, x, y, look.contourPx)) {
        target[write] = contour[value]!
      } else if (pattern[value] !== 0) {
        const part = patternAt(pattern[value]!, x >> shift, y >> shift)
        target[write] =
          part === PATTERN_PART.clear ? 0 : (part === PATTERN_PART.line ? line : fill)[value]!
      } else {
        target[write] = fill[value]!
      }
    }
  }
}

/** True for pixels at most `reach` from another value, straight on; the edge of the photo is none. */
function isEdge({ data, width, height }: LabelMap, x: number, y: number, reach: number): boolean {
  const i = y * width + x
  const value = data[i]
  return (
    (x >= reach && data[i - reach] !== value) ||
    (x < width - reach && data[i + reach] !== value) ||
    (y >= reach && data[i - reach * width] !== value) ||
    (y < height - reach && data[i + reach * width] !== value)
  )
}
