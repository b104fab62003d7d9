// Pictures over the labels: of what is in sight they show what a picture of the whole photo would.

import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { VOC_PALETTE } from '../../../../src-main/core/labels/classes.ts'
import { findAllOf } from '../../../../src-main/core/painting/flood-fill.ts'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import { maskOfRegion } from '../../../../src-main/core/geometry/pixel-mask.ts'
import { KEEP, createProposal } from '../../../../src-main/core/painting/proposal.ts'
import type { Rect } from '../../../../src-main/core/geometry/rect.ts'
import { isEmptyRect } from '../../../../src-main/core/geometry/rect.ts'
import {
  overlayPart,
  paintPredictedOverlay,
  paintProposalOverlay,
  paintSelectionOverlay,
} from '../../../../src-renderer/canvas/stage/overlay-painter.ts'
import type { OverlayPart, PixelOverlay } from '../../../../src-renderer/canvas/stage/overlay-painter.ts' // prettier-ignore

let painted: ImageData[] = []

beforeEach(() => {
  painted = []
  const context = {
    createImageData: (width: number, height: number) => ({
      width,
      height,
      data: new Uint8ClampedArray(4 * width * height),
    }),
    putImageData: (pixels: ImageData) => painted.push(pixels),
  }
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never)
})
afterEach(() => vi.restoreAllMocks())

const PHOTO = { width: 61, height: 47 }
const WHOLE: Rect = { x: 0, y: 0, ...PHOTO }
const pixels = fc.array(fc.constantFrom(0, 0, 7, KEEP), {
  minLength: PHOTO.width * PHOTO.height,
  maxLength: PHOTO.width * PHOTO.height,
})
const part = fc.record({
  x: fc.integer({ min: -10, max: 60 }),
  y: fc.integer({ min: -10, max: 46 }),
  width: fc.integer({ min: 1, max: 80 }),
  height: fc.integer({ min: 1, max: 60 }),
})

type Paint = (shown: OverlayPart) => PixelOverlay

/** The colour of each pixel of the overlay that lies wholly inside of `inside`, by its place in the photo. */
function colorsOf(paint: Paint, shown: OverlayPart, inside: Rect): Map<string, number> {
  painted = []
  const { rect, pitch } = paint(shown)
  const colors = new Map<string, number>()
  const image = painted[0]
  if (image === undefined) return colors
  new Uint32Array(image.data.buffer).forEach((color, at) => {
    const x = rect.x + (at % image.width) * pitch
    const y = rect.y + Math.floor(at / image.width) * pitch
    const isInside =
      x >= inside.x &&
      y >= inside.y &&
      x + pitch <= inside.x + inside.width &&
      y + pitch <= inside.y + inside.height
    if (isInside) colors.set(`${x},${y}`, color)
  })
  return colors
}

test('a part of an overlay is what the whole shows there', () => {
  fc.assert(
    fc.property(pixels, part, fc.constantFrom(1, 2, 4), (values, inside, pitch) => {
      const labelMap = createLabelMap(PHOTO.width, PHOTO.height, Uint8Array.from(values))
      const region = findAllOf(labelMap, 7)
      fc.pre(!isEmptyRect(region.rect))
      const proposal = { rect: WHOLE, values: labelMap.data }
      const mask = maskOfRegion(region, 0, PHOTO)
      const paints: readonly Paint[] = [
        (shown) => paintProposalOverlay(proposal, shown, VOC_PALETTE),
        (shown) => paintPredictedOverlay({ region, isRejected: false }, shown, VOC_PALETTE),
        (shown) => paintSelectionOverlay(mask, shown),
      ]
      for (const paint of paints) {
        const whole = colorsOf(paint, { part: WHOLE, pitch }, inside)
        expect(colorsOf(paint, { part: inside, pitch }, inside)).toEqual(whole)
      }
    }),
  )
})

test('a proposal over 12 megapixels is painted where it is in sight alone', () => {
  const proposal = createProposal({ x: 0, y: 0, width: 4000, height: 3000 })
  const seen = { x: 1300, y: 900, width: 900, height: 700 }
  paintProposalOverlay(proposal, { part: overlayPart(seen, 1), pitch: 1 }, VOC_PALETTE)
  expect(painted[0]!.width * painted[0]!.height).toBeLessThanOrEqual(1536 * 1280)
})
