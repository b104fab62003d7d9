// The label map as a picture of the view, for pages without a graphics processor and for maps larger than a texture
// may be. As the shader does, it looks up one value for each pixel of the screen, so that its cost follows the view
// and not the photo; what only changed in part is painted in part, and another look of the same view looks nothing up.

import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import { EMPTY_RECT, clipRect, unionRect } from '../../../src-main/core/geometry/rect.ts'
import type { ScreenPoint, Size } from '../camera/camera.ts'
import { createExpectedPicture } from './expected-picture.ts'
import type { ExpectedPicture } from './expected-picture.ts'
import { colorize, pixelLook } from './label-pixels.ts'
import type { PixelLook } from './label-pixels.ts'
import { shownRect } from './label-sampling.ts'
import type { Placement } from './label-sampling.ts'
import { CONTOUR_WIDTHS_PX } from './label-look.ts'
import type { LabelFrame, LabelSurface } from './label-surface.ts'
import { createPixelCanvas } from './pixel-canvas.ts'
import type { PixelCanvas } from './pixel-canvas.ts'
import { lookUp, withOutline } from './seen-labels.ts'
import type { SeenLabels } from './seen-labels.ts'
import { paintBands } from './view-bands.ts'
import type { ShownLabels } from './view-bands.ts'

/** A camera's place is rounded to device pixels (camera.ts), so far as numbers go. */
const WHOLE_PIXEL = 1e-6

/** `redraw` is called when its picture was lost. */
export function createLabelPicture(redraw: () => void): LabelSurface {
  const pixels = createPixelCanvas(redraw)
  const relook = createRelook(pixels)
  const expected = createExpectedPicture()
  let labelMap: LabelMap | null = null
  let look: PixelLook | null = null
  /** What the pixels show, but for a new look; null when that holds no more. */
  let painted: LabelFrame | null = null
  let isLookNew = false
  /** Changed since, in pixels of the map. */
  let dirty: Rect = EMPTY_RECT

  return {
    open(next) {
      labelMap = next
      painted = null
      dirty = EMPTY_RECT
      relook.forget()
      return true
    },
    repaint(rect) {
      dirty = unionRect(dirty, rect)
      relook.forget()
    },
    setLook(next) {
      look = pixelLook(next)
      isLookNew = true
    },
    draw(target, frame) {
      if (labelMap === null || look === null || frame.view.width === 0) return
      if (look.isClear) return
      const shown = shownBy(frame, labelMap, look)
      const view = { x: 0, y: 0, ...sizeOnDevice(frame) }
      pixels.resize(view)
      if (painted === null && showExpected(expected, pixels, shown))
        [painted, isLookNew] = [frame, false]
      const shift = painted === null ? null : shiftBetween(painted, frame)
      if (shift === null || (isLookNew && isMoved(shift))) {
        paintPart(pixels, view, shown)
      } else if (isLookNew) {
        relook.paint(view, shown)
      } else {
        for (const part of pixels.move(shift)) paintPart(pixels, part, shown)
        paintPart(pixels, shownRect(dirty, shown.placement), shown)
      }
      pixels.show()
      painted = frame
      isLookNew = false
      dirty = EMPTY_RECT
      target.drawImage(pixels.canvas, 0, 0, frame.view.width, frame.view.height)
    },
    expect(next, frame) {
      if (look === null || look.isClear || frame.view.width === 0) return
      expected.begin(shownBy(frame, next, look), sizeOnDevice(frame))
    },
    dispose() {
      expected.drop()
      pixels.resize({ width: 1, height: 1 })
    },
  }
}

/** False when these were not expected. */
function showExpected(expected: ExpectedPicture, pixels: PixelCanvas, shown: ShownLabels): boolean {
  const ready = expected.take(shown, pixels.size)
  if (ready !== null) expected.giveRoom(pixels.exchange(ready))
  return ready !== null
}

/** Paints a part of the view, as far as it lies in it. */
function paintPart(pixels: PixelCanvas, wished: Rect, shown: ShownLabels): void {
  const part = clipRect(wished, pixels.size.width, pixels.size.height)
  pixels.paint(part, (target) => paintBands(shown, part, target))
}

/** Paints the view in one look after another: it is looked up once, for all outlines that a person may choose. */
function createRelook(pixels: PixelCanvas): {
  paint(view: Rect, shown: ShownLabels): void
  /** The labels are others now. */
  forget(): void
} {
  let seen: SeenLabels | null = null
  let isOutdated = false
  return {
    paint(view, { labelMap, look, placement }) {
      const isKnown = seen !== null && !isOutdated && isSameView(seen, placement, view)
      const whole =
        (isKnown && seen !== null ? withOutline(seen, placement.contour) : null) ??
        lookUp(labelMap, placement, view, { room: seen, reaches: outlinesToKnow(placement) })
      seen = whole
      isOutdated = false
      pixels.paint(view, (target) => colorize(whole, look, target))
    },
    forget: () => (isOutdated = true),
  }
}

/** Device pixels, the narrowest first. */
function outlinesToKnow({ contour, pixelRatio }: Placement): readonly number[] {
  const widths = CONTOUR_WIDTHS_PX.map((width) => reachOf(width, pixelRatio))
  return [...new Set([...widths, contour])].filter((width) => width > 0).sort((a, b) => a - b)
}

/** Whatever the outline. */
function isSameView({ rect, placement }: SeenLabels, wished: Placement, size: Size): boolean {
  const keys = ['x', 'y', 'scale', 'pixelRatio'] as const
  const isSamePlace = keys.every((key) => placement[key] === wished[key])
  return isSamePlace && rect.width === size.width && rect.height === size.height
}

function isMoved({ x, y }: ScreenPoint): boolean {
  return x !== 0 || y !== 0
}

function sizeOnDevice({ view, pixelRatio }: LabelFrame): Size {
  return {
    width: Math.round(view.width * pixelRatio),
    height: Math.round(view.height * pixelRatio),
  }
}

/** By how many device pixels a frame shows the same elsewhere; null when it shows it otherwise. */
function shiftBetween(from: LabelFrame, to: LabelFrame): ScreenPoint | null {
  const isAlike =
    from.camera.scale === to.camera.scale &&
    from.view.width === to.view.width &&
    from.view.height === to.view.height &&
    from.pixelRatio === to.pixelRatio
  const x = (to.camera.x - from.camera.x) * to.pixelRatio
  const y = (to.camera.y - from.camera.y) * to.pixelRatio
  const shift = { x: Math.round(x), y: Math.round(y) }
  return isAlike && Math.hypot(x - shift.x, y - shift.y) < WHOLE_PIXEL ? shift : null
}

function shownBy(frame: LabelFrame, labelMap: LabelMap, look: PixelLook): ShownLabels {
  const { camera, pixelRatio } = frame
  const placement = {
    x: camera.x * pixelRatio,
    y: camera.y * pixelRatio,
    scale: camera.scale * pixelRatio,
    contour: reachOf(look.contourPx, pixelRatio),
    pixelRatio,
  }
  return { labelMap, look, placement }
}

/** Device pixels of an outline. */
function reachOf(contourPx: number, pixelRatio: number): number {
  return Math.ceil(contourPx * pixelRatio)
}
