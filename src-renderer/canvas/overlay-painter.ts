// Pictures that lie over the labels for a moment: what a proposal would change, which region is selected.
// Hatched, so that nothing of it is taken for a label that is already there.

import { maskOfRegion } from '../../src-main/core/pixel-mask.ts'
import type { ImageSize } from '../../src-main/core/pixel-mask.ts'
import type { Region } from '../../src-main/core/flood-fill.ts'
import { KEEP } from '../../src-main/core/proposal.ts'
import type { Proposal } from '../../src-main/core/proposal.ts'
import { UNLABELLED } from '../../src-main/core/provenance.ts'
import type { Rect } from '../../src-main/core/rect.ts'
import { rectFromCorners } from '../../src-main/core/rect.ts'
import type { Superpixels } from '../../src-main/core/vision/superpixels.ts'
import { displayColors } from './label-painter.ts'

/** A canvas and where its top left pixel lies in the image. */
export interface PixelOverlay {
  readonly canvas: HTMLCanvasElement
  readonly rect: Rect
}

const WHITE = 0xffffffff
const BLACK = 0xff000000
const ERASED = 0xb0141414
const SHADE = 0x40ffffff
const BORDER = 0x70ffffff
const LIT = 0x80ffffff

/** Width of a line in image pixels, a power of two, so that it stays visible when the photo is shown small. */
export function overlayLineWidth(scale: number): number {
  return 2 ** Math.max(0, Math.round(-Math.log2(scale)))
}

/** The pixels of a proposal in the colours they would have. */
export function paintProposalOverlay({ rect, values }: Proposal, line: number): PixelOverlay {
  const colors = displayColors(new Set())
  colors[0] = ERASED
  colors[UNLABELLED] = ERASED
  return paintOverlay(rect, (x, y, i) => {
    const value = values[i]!
    if (value === KEEP) return 0
    const isStripe = (x + y) % (8 * line) < line
    return isStripe ? WHITE : colors[value]!
  })
}

/** A region as a light shade with a black and white outline. */
export function paintSelectionOverlay(
  region: Region,
  image: ImageSize,
  line: number,
): PixelOverlay {
  const { rect, data } = maskOfRegion(region, 0, image)
  const { width, height } = rect
  const isOut = (x: number, y: number): boolean =>
    x < 0 || y < 0 || x >= width || y >= height || data[y * width + x] === 0
  return paintOverlay(rect, (x, y, i) => {
    if (data[i] === 0) return 0
    const isEdge =
      isOut(x - line, y) || isOut(x + line, y) || isOut(x, y - line) || isOut(x, y + line)
    if (!isEdge) return SHADE
    return (x + y) % (8 * line) < 4 * line ? WHITE : BLACK
  })
}

/** The borders between cells. */
export function paintCellsOverlay(
  { width, height, labels }: Superpixels,
  line: number,
): PixelOverlay {
  const rect = { x: 0, y: 0, width, height }
  return paintOverlay(rect, (x, y, i) => {
    const here = labels[i]
    const isBorder =
      (x + line < width && labels[i + line] !== here) ||
      (y + line < height && labels[i + line * width] !== here)
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
  return paintOverlay(rect, (x, y) => (labels[(y0 + y) * width + x0 + x] === cell ? LIT : 0))
}

/** Colours are little-endian RGBA words. */
export function paintOverlay(
  rect: Rect,
  colorAt: (x: number, y: number, index: number) => number,
): PixelOverlay {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, rect.width)
  canvas.height = Math.max(1, rect.height)
  const context = canvas.getContext('2d')
  if (context !== null && rect.width > 0) {
    const image = context.createImageData(rect.width, rect.height)
    const target = new Uint32Array(image.data.buffer)
    for (let y = 0, i = 0; y < rect.height; y++) {
      for (let x = 0; x < rect.width; x++, i++) target[i] = colorAt(x, y, i)
    }
    context.putImageData(image, 0, 0)
  }
  return { canvas, rect }
}
