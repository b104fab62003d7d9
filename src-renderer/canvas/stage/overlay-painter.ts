// Pictures that lie over the labels for a moment: what a proposal would change, which region is selected.
// Hatched, so that nothing of it is taken for a label that is already there.

import { endOfRun, wordsOf } from '../../../src-main/core/bytes/byte-runs.ts'
import type { PixelMask } from '../../../src-main/core/geometry/pixel-mask.ts'
import type { Region } from '../../../src-main/core/painting/flood-fill.ts'
import { KEEP } from '../../../src-main/core/painting/proposal.ts'
import type { Proposal } from '../../../src-main/core/painting/proposal.ts'
import { UNLABELLED } from '../../../src-main/core/labels/provenance.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import {
  EMPTY_RECT,
  clipRect,
  intersectRect,
  isEmptyRect,
  rectFromCorners,
} from '../../../src-main/core/geometry/rect.ts'
import type { Superpixels } from '../../../src-main/core/vision/superpixel-cells.ts'
import type { Palette } from '../../classes/class-palettes.ts'

/** A canvas and where its top left pixel lies in the image. */
export interface PixelOverlay {
  readonly canvas: HTMLCanvasElement
  readonly rect: Rect
  /** Image pixels, each way, that a pixel of the canvas stands for. */
  readonly pitch: number
}

const WHITE = 0xffffffff
const BLACK = 0xff000000
const ERASED = 0xb0141414
const SHADE = 0x40ffffff
const BORDER = 0x70ffffff
const LIT = 0x80ffffff

/** Image pixels for a pixel of an overlay: a power of two, so that a line of one is about a screen pixel wide. */
export function overlayPitch(scale: number): number {
  return 2 ** Math.max(0, Math.round(-Math.log2(scale)))
}

/** Pixels of an overlay by which the part that is painted follows what is in sight. */
const STEP_PX = 256

/** What is in sight and a little more: the same while the camera moves by less than a step. In image pixels. */
export function overlayPart({ x, y, width, height }: Rect, pitch: number): Rect {
  const step = STEP_PX * pitch
  const [left, top] = [Math.floor(x / step) * step, Math.floor(y / step) * step]
  const right = Math.ceil((x + width) / step) * step
  const bottom = Math.ceil((y + height) / step) * step
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** What is painted of an overlay. */
export interface OverlayPart {
  /** In image pixels. */
  readonly part: Rect
  /** Image pixels, each way, for a pixel of the overlay. */
  readonly pitch: number
}

/** What of a rectangle lies in a part, from a pixel on that its overlay would have as a whole. */
function cutTo(rect: Rect, { part, pitch }: OverlayPart): Rect {
  const common = intersectRect(rect, part)
  if (isEmptyRect(common)) return EMPTY_RECT
  const [beforeX, beforeY] = [(common.x - rect.x) % pitch, (common.y - rect.y) % pitch]
  return {
    x: common.x - beforeX,
    y: common.y - beforeY,
    width: common.width + beforeX,
    height: common.height + beforeY,
  }
}

/** The pixels of a proposal in the colours they would have. None is too small to be seen. */
export function paintProposalOverlay(
  { rect, values }: Proposal,
  shown: OverlayPart,
  palette: Palette,
): PixelOverlay {
  const colors = proposalColors(palette)
  const cut = cutTo(rect, shown)
  const shift = Math.log2(shown.pitch)
  const [left, top] = [cut.x - rect.x, cut.y - rect.y]
  const hatch = (left + top) >> shift
  return createOverlay(cut, shown.pitch, (target, width) => {
    const words = wordsOf(values)
    for (let y = 0; y < cut.height; y++) {
      const row = y >> shift
      const start = (top + y) * rect.width + left
      for (let at = start, end = start; at < start + cut.width; at = end) {
        end = endOfRun(values, words, at, start + cut.width)
        const value = values[at]!
        if (value === KEEP) continue
        const last = (end - 1 - start) >> shift
        for (let column = (at - start) >> shift; column <= last; column++)
          target[row * width + column] = (row + column + hatch) % 8 === 0 ? WHITE : colors[value]!
      }
    }
  })
}

function proposalColors(palette: Palette): Uint32Array {
  const colors = new Uint32Array(256)
  for (let value = 1; value < 256; value++) {
    const [red, green, blue] = palette.subarray(value * 3, value * 3 + 3)
    colors[value] = ((255 << 24) | (blue! << 16) | (green! << 8) | red!) >>> 0
  }
  colors[0] = ERASED
  colors[UNLABELLED] = ERASED
  return colors
}

/** A region as a light shade with a black and white outline. */
export function paintSelectionOverlay(mask: PixelMask, shown: OverlayPart): PixelOverlay {
  const { pitch } = shown
  const { width, height } = mask.rect
  const cut = cutTo(mask.rect, shown)
  const [left, top] = [cut.x - mask.rect.x, cut.y - mask.rect.y]
  const isOut = (x: number, y: number): boolean =>
    x < 0 || y < 0 || x >= width || y >= height || mask.data[y * width + x] === 0
  return paintOverlay(cut, pitch, (column, row) => {
    const [x, y] = [left + column, top + row]
    if (isOut(x, y)) return 0
    const isEdge =
      isOut(x - pitch, y) || isOut(x + pitch, y) || isOut(x, y - pitch) || isOut(x, y + pitch)
    if (!isEdge) return SHADE
    return (x + y) % (8 * pitch) < 4 * pitch ? WHITE : BLACK
  })
}

/** A predicted region in the colour it would have; a rejected one is dark. None is too small to be seen. */
export function paintPredictedOverlay(
  { region, isRejected }: { readonly region: Region; readonly isRejected: boolean },
  shown: OverlayPart,
  palette: Palette,
): PixelOverlay {
  const { rect, spans, value } = region
  const fill = isRejected ? ERASED : proposalColors(palette)[value]!
  const stripe = isRejected ? BLACK : WHITE
  const cut = cutTo(rect, shown)
  const shift = Math.log2(shown.pitch)
  const hatch = (cut.x - rect.x + cut.y - rect.y) >> shift
  return createOverlay(cut, shown.pitch, (target, width) => {
    for (let i = 0; i < spans.length; i += 3) {
      const y = spans[i]! - cut.y
      if (y < 0 || y >= cut.height) continue
      const row = y >> shift
      const last = Math.min(cut.width - 1, spans[i + 2]! - cut.x) >> shift
      for (let column = Math.max(0, spans[i + 1]! - cut.x) >> shift; column <= last; column++)
        target[row * width + column] = (row + column + hatch) % 8 === 0 ? stripe : fill
    }
  })
}

/** The borders between cells in a part of the image. */
export function paintCellsOverlay(
  { width, height, labels }: Superpixels,
  part: Rect,
  pitch: number,
): PixelOverlay {
  const rect = clipRect(part, width, height)
  return paintOverlay(rect, pitch, (column, row) => {
    const [x, y] = [rect.x + column, rect.y + row]
    const i = y * width + x
    const here = labels[i]
    const isBorder =
      (x + pitch < width && labels[i + pitch] !== here) ||
      (y + pitch < height && labels[i + pitch * width] !== here)
    return isBorder ? BORDER : 0
  })
}

/** One cell, lit up. */
export function paintCellOverlay(
  { width, labels, bounds }: Superpixels,
  cell: number,
): PixelOverlay {
  const at = cell * 4
  const [x0, y0] = [bounds[at]!, bounds[at + 2]!]
  const rect = rectFromCorners(x0, y0, bounds[at + 1]!, bounds[at + 3]!)
  return paintOverlay(rect, 1, (x, y) => (labels[(y0 + y) * width + x0 + x] === cell ? LIT : 0))
}

/** Asks for the colour at every `pitch`-th pixel each way; x and y count from the corner of `rect`. */
function paintOverlay(
  rect: Rect,
  pitch: number,
  colorAt: (x: number, y: number) => number,
): PixelOverlay {
  return createOverlay(rect, pitch, (target, width) => {
    for (let y = 0, row = 0; y < rect.height; y += pitch, row += width) {
      for (let x = 0, column = 0; x < rect.width; x += pitch, column++)
        target[row + column] = colorAt(x, y)
    }
  })
}

/** Colours are little-endian RGBA words. Shown small, a large photo needs few of them. */
function createOverlay(
  rect: Rect,
  pitch: number,
  paint: (target: Uint32Array, width: number) => void,
): PixelOverlay {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.ceil(rect.width / pitch))
  canvas.height = Math.max(1, Math.ceil(rect.height / pitch))
  const context = canvas.getContext('2d')
  if (context !== null && rect.width > 0) {
    const image = context.createImageData(canvas.width, canvas.height)
    paint(new Uint32Array(image.data.buffer), canvas.width)
    context.putImageData(image, 0, 0)
  }
  return { canvas, rect, pitch }
}
