// Paints a label map into a canvas of the image's own size, dirty rectangles only. It writes pixels and
// never reads them back. Background is clear, void and unlabelled are hatched, a hidden class is clear.

import { IGNORE_INDEX, VOC_PALETTE } from '../../src-main/core/classes.ts'
import type { LabelMap } from '../../src-main/core/label-map.ts'
import { grownRect } from '../../src-main/core/pixel-mask.ts'
import { UNLABELLED } from '../../src-main/core/provenance.ts'
import type { Rect } from '../../src-main/core/rect.ts'
import { isEmptyRect } from '../../src-main/core/rect.ts'

export interface LabelLook {
  readonly hidden: ReadonlySet<number>
  /** Width in image pixels of the outline that is drawn alone; 0 fills the labels. */
  readonly contourPx: number
}

export interface LabelPainter {
  readonly canvas: HTMLCanvasElement
  repaint(rect: Rect): void
  repaintAll(): void
  /** Changes how labels are drawn; repaints when that changes anything. */
  setLook(look: LabelLook): void
}

/** Rows painted at once: bounds the memory of one step on a large photo. */
const BAND_PIXELS = 1 << 20

export function createLabelPainter(labelMap: LabelMap, canvas: HTMLCanvasElement): LabelPainter {
  canvas.width = labelMap.width
  canvas.height = labelMap.height
  const context = canvas.getContext('2d')
  const colors = displayColors(new Set())
  let contourPx = 0

  /** A changed pixel changes the outline of those around it. */
  function repaint(rect: Rect): void {
    if (!isEmptyRect(rect)) repaintBands(grownRect(rect, contourPx, labelMap))
  }

  function repaintBands(rect: Rect): void {
    if (context === null) return
    const rows = Math.max(1, Math.floor(BAND_PIXELS / rect.width))
    for (let y = rect.y; y < rect.y + rect.height; y += rows) {
      const height = Math.min(rows, rect.y + rect.height - y)
      const band = { x: rect.x, y, width: rect.width, height }
      const image = context.createImageData(band.width, band.height)
      const target = new Uint32Array(image.data.buffer)
      colorize(labelMap, band, colors, target)
      if (contourPx > 0) clearInside(labelMap, band, contourPx, target)
      context.putImageData(image, band.x, band.y)
    }
  }

  function repaintAll(): void {
    repaint({ x: 0, y: 0, width: labelMap.width, height: labelMap.height })
  }

  return {
    canvas,
    repaint,
    repaintAll,
    setLook(look) {
      const next = displayColors(look.hidden)
      const isSame = next.every((color, index) => color === colors[index])
      if (isSame && look.contourPx === contourPx) return
      colors.set(next)
      contourPx = look.contourPx
      repaintAll()
    },
  }
}

const VOID_LIGHT = 0xffc0e0e0
const VOID_DARK = 0xff3c4646
const UNLABELLED_LIGHT = 0xc0ffffff
const UNLABELLED_DARK = 0xc0000000

/** 256 colours as little-endian RGBA words; void and unlabelled are looked up per pixel, see `colorize`. */
export function displayColors(hidden: ReadonlySet<number>): Uint32Array {
  const colors = new Uint32Array(256)
  for (let value = 1; value < 256; value++) {
    if (hidden.has(value)) continue
    const red = VOC_PALETTE[value * 3]!
    const green = VOC_PALETTE[value * 3 + 1]!
    const blue = VOC_PALETTE[value * 3 + 2]!
    colors[value] = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
  }
  if (!hidden.has(IGNORE_INDEX)) colors[IGNORE_INDEX] = VOID_LIGHT
  if (!hidden.has(UNLABELLED)) colors[UNLABELLED] = UNLABELLED_LIGHT
  return colors
}

/** Stripes twice as wide for each doubling of a photo beyond this, so that they stay visible when it is shown small. */
const FINE_LONG_SIDE = 1024

/** The colour of a hatched value, in stripes: void covers the photo, unlabelled is thin double lines over it. */
function hatchColor(value: number, x: number, y: number): number {
  if (value === IGNORE_INDEX) return ((x + y) & 7) < 3 ? VOID_DARK : VOID_LIGHT
  const stripe = (x - y) & 15
  if (stripe > 1) return 0
  return stripe === 0 ? UNLABELLED_LIGHT : UNLABELLED_DARK
}

/** Writes the display colours of `rect` into `target`, row by row. */
export function colorize(
  labelMap: LabelMap,
  rect: Rect,
  colors: Uint32Array,
  target: Uint32Array,
): void {
  const { data, width, height } = labelMap
  const shift = Math.max(0, Math.floor(Math.log2(Math.max(width, height) / FINE_LONG_SIDE)))
  let write = 0
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    const row = y * width
    for (let x = rect.x; x < rect.x + rect.width; x++) {
      const value = data[row + x]!
      const color = colors[value]!
      const isHatched = color !== 0 && (value === IGNORE_INDEX || value === UNLABELLED)
      target[write++] = isHatched ? hatchColor(value, x >> shift, y >> shift) : color
    }
  }
}

/** Clears what is more than `linePx` pixels away from another value, straight on: the outline stays. */
export function clearInside(
  { data, width, height }: LabelMap,
  rect: Rect,
  linePx: number,
  target: Uint32Array,
): void {
  let write = 0
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    for (let x = rect.x; x < rect.x + rect.width; x++, write++) {
      const i = y * width + x
      const value = data[i]
      const isInside =
        (x < linePx || data[i - linePx] === value) &&
        (x >= width - linePx || data[i + linePx] === value) &&
        (y < linePx || data[i - linePx * width] === value) &&
        (y >= height - linePx || data[i + linePx * width] === value)
      if (isInside) target[write] = 0
    }
  }
}
