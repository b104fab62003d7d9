// The label map as a picture of the view, for pages without a graphics processor and for maps larger than a texture
// may be. As the shader does, it looks up one value for each pixel of the screen, so that its cost follows the view
// and not the photo; what only changed in part is painted in part.

import type { LabelMap } from '../../src-main/core/label-map.ts'
import type { Rect } from '../../src-main/core/rect.ts'
import { EMPTY_RECT, clipRect, unionRect } from '../../src-main/core/rect.ts'
import type { ScreenPoint, Size } from './camera.ts'
import { colorize, pixelLook } from './label-pixels.ts'
import type { PixelLook } from './label-pixels.ts'
import { shownRect } from './label-sampling.ts'
import type { Placement } from './label-sampling.ts'
import type { LabelFrame, LabelSurface } from './label-surface.ts'
import { createPixelCanvas } from './pixel-canvas.ts'
import type { PixelCanvas } from './pixel-canvas.ts'

/** A camera's place is rounded to device pixels (camera.ts), so far as numbers go. */
const WHOLE_PIXEL = 1e-6

export function createLabelPicture(): LabelSurface {
  const pixels = createPixelCanvas()
  let labelMap: LabelMap | null = null
  let look: PixelLook | null = null
  /** What the pixels show; null when that holds no more. */
  let painted: LabelFrame | null = null
  /** Changed since, in pixels of the map. */
  let dirty: Rect = EMPTY_RECT

  return {
    open(next) {
      labelMap = next
      painted = null
      return true
    },
    repaint(rect) {
      dirty = unionRect(dirty, rect)
    },
    setLook(next) {
      look = pixelLook(next)
      painted = null
    },
    draw(target, frame) {
      if (labelMap === null || look === null || frame.view.width === 0) return
      const shown = { labelMap, look, placement: onDevice(frame, look) }
      const shift = painted === null ? null : shiftBetween(painted, frame)
      if (shift === null) paintWhole(pixels, sizeOnDevice(frame), shown)
      else paintChanges(pixels, { shift, dirty }, shown)
      pixels.show()
      painted = frame
      dirty = EMPTY_RECT
      target.drawImage(pixels.canvas, 0, 0, frame.view.width, frame.view.height)
    },
    dispose() {
      pixels.resize({ width: 1, height: 1 })
    },
  }
}

interface Shown {
  readonly labelMap: LabelMap
  readonly look: PixelLook
  readonly placement: Placement
}

function paintWhole(pixels: PixelCanvas, size: Size, shown: Shown): void {
  pixels.resize(size)
  paint(pixels, { x: 0, y: 0, ...size }, shown)
}

/** What stays in view is moved; what comes into view and what was changed is painted. */
function paintChanges(
  pixels: PixelCanvas,
  { shift, dirty }: { readonly shift: ScreenPoint; readonly dirty: Rect },
  shown: Shown,
): void {
  for (const part of pixels.move(shift)) paint(pixels, part, shown)
  paint(pixels, shownRect(dirty, shown.placement), shown)
}

function paint(pixels: PixelCanvas, wished: Rect, { labelMap, look, placement }: Shown): void {
  const part = clipRect(wished, pixels.size.width, pixels.size.height)
  pixels.paint(part, (target) => colorize(labelMap, look, placement, part, target))
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

function onDevice({ camera, pixelRatio }: LabelFrame, { contourPx }: PixelLook): Placement {
  return {
    x: camera.x * pixelRatio,
    y: camera.y * pixelRatio,
    scale: camera.scale * pixelRatio,
    contour: Math.ceil(contourPx * pixelRatio),
    pixelRatio,
  }
}
