// Draws two people's masks of one photo: the whole photo with every disagreement, and the surroundings of one
// of them with either mask over it.

import type { Disagreement } from '../../../src-main/core/agreement/agreement.ts'
import { VOC_PALETTE } from '../../../src-main/core/labels/classes.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { grownRect } from '../../../src-main/core/geometry/pixel-mask.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import type { Size } from '../camera/camera.ts'
import { levelAt } from '../photo/photo.ts'
import type { Photo } from '../photo/photo.ts'

export const OVERVIEW_LONG_SIDE_PX = 960
const DISAGREEMENT_COLOR = 'rgb(220 38 38 / 0.75)'
const CHOSEN_COLOR = 'rgb(250 204 21 / 0.9)'
const LABEL_OPACITY = 0.6

/** What is shown around a region: as much again on each side, and enough to know where one is. */
export function surroundings({ rect }: Disagreement, image: Size): Rect {
  return grownRect(rect, Math.max(24, Math.round(Math.max(rect.width, rect.height) / 2)), image)
}

export function paintOverview(
  canvas: HTMLCanvasElement,
  photo: Photo,
  shown: {
    readonly size: Size
    readonly regions: readonly Disagreement[]
    readonly chosen: Disagreement | null
  },
): void {
  const { size, regions, chosen } = shown
  const scale = Math.min(1, OVERVIEW_LONG_SIDE_PX / Math.max(size.width, size.height))
  canvas.width = Math.max(1, Math.round(size.width * scale))
  canvas.height = Math.max(1, Math.round(size.height * scale))
  const context = canvas.getContext('2d')
  if (context === null) return
  context.drawImage(levelAt(photo, scale), 0, 0, canvas.width, canvas.height)
  context.scale(scale, scale)
  for (const region of regions) {
    context.fillStyle = region === chosen ? CHOSEN_COLOR : DISAGREEMENT_COLOR
    fillSpans(context, region)
  }
}

export function paintCrop(
  canvas: HTMLCanvasElement,
  photo: Photo,
  shown: { readonly labels: LabelMap; readonly rect: Rect; readonly chosen: Disagreement },
): void {
  const { labels, rect, chosen } = shown
  const { x, y, width, height } = rect
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context === null) return
  context.drawImage(photo.whole, x, y, width, height, 0, 0, width, height)
  context.globalAlpha = LABEL_OPACITY
  context.drawImage(labelPicture(labels, rect), 0, 0)
  context.globalAlpha = 1
  context.translate(-x, -y)
  context.strokeStyle = CHOSEN_COLOR
  context.lineWidth = Math.max(1, width / 200)
  context.strokeRect(chosen.rect.x, chosen.rect.y, chosen.rect.width, chosen.rect.height)
}

/** Classes in the colours of the VOC palette, background clear. */
function labelPicture({ data, width }: LabelMap, rect: Rect): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = rect.width
  canvas.height = rect.height
  const pixels = new ImageData(rect.width, rect.height)
  for (let y = 0; y < rect.height; y++) {
    for (let x = 0; x < rect.width; x++) {
      const value = data[(rect.y + y) * width + rect.x + x]!
      if (value === 0) continue
      const at = 4 * (y * rect.width + x)
      pixels.data.set(VOC_PALETTE.subarray(3 * value, 3 * value + 3), at)
      pixels.data[at + 3] = 255
    }
  }
  canvas.getContext('2d')?.putImageData(pixels, 0, 0)
  return canvas
}

function fillSpans(context: CanvasRenderingContext2D, { spans }: Disagreement): void {
  for (let at = 0; at < spans.length; at += 3) {
    const [y, x0, x1] = [spans[at]!, spans[at + 1]!, spans[at + 2]!]
    context.fillRect(x0, y, x1 - x0 + 1, 1)
  }
}
