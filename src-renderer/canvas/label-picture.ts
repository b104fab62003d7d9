// The label map as a picture of the view, for pages without a graphics processor and for maps larger than a texture
// may be. As the shader does, it looks up one value for each pixel of the screen, so that its cost follows the view
// and not the photo; what only changed in part is painted in part.

import type { LabelMap } from '../../src-main/core/label-map.ts'
import type { Rect } from '../../src-main/core/rect.ts'
import { EMPTY_RECT, clipRect, isEmptyRect, unionRect } from '../../src-main/core/rect.ts'
import { colorize, pixelLook } from './label-pixels.ts'
import type { PixelLook } from './label-pixels.ts'
import { shownRect } from './label-sampling.ts'
import type { Placement } from './label-sampling.ts'
import type { LabelFrame, LabelSurface } from './label-surface.ts'

export function createLabelPicture(): LabelSurface {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  let labelMap: LabelMap | null = null
  let look: PixelLook | null = null
  /** What the canvas shows; null when that holds no more. */
  let painted: LabelFrame | null = null
  let whole: ImageData | null = null
  /** Changed since, in pixels of the map. */
  let dirty: Rect = EMPTY_RECT

  /** The one of the whole view is used again: to have so much memory given anew takes longer than to fill it. */
  function imageOf(target: CanvasRenderingContext2D, { width, height }: Rect): ImageData {
    if (width !== canvas.width || height !== canvas.height)
      return target.createImageData(width, height)
    if (whole?.width !== width || whole.height !== height)
      whole = target.createImageData(width, height)
    return whole
  }

  function paint(rect: Rect, frame: LabelFrame): void {
    if (context === null || labelMap === null || look === null || isEmptyRect(rect)) return
    const image = imageOf(context, rect)
    colorize(labelMap, look, onDevice(frame, look), rect, new Uint32Array(image.data.buffer))
    context.putImageData(image, rect.x, rect.y)
  }

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
      const { view, pixelRatio } = frame
      if (labelMap === null || look === null || view.width === 0) return
      const width = Math.round(view.width * pixelRatio)
      const height = Math.round(view.height * pixelRatio)
      if (painted !== null && isSameFrame(painted, frame)) {
        paint(clipRect(shownRect(dirty, onDevice(frame, look)), width, height), frame)
      } else {
        if (canvas.width !== width || canvas.height !== height)
          Object.assign(canvas, { width, height })
        paint({ x: 0, y: 0, width, height }, frame)
      }
      painted = frame
      dirty = EMPTY_RECT
      target.drawImage(canvas, 0, 0, view.width, view.height)
    },
    dispose() {
      Object.assign(canvas, { width: 0, height: 0 })
    },
  }
}

function isSameFrame(one: LabelFrame, other: LabelFrame): boolean {
  return (
    one.camera.x === other.camera.x &&
    one.camera.y === other.camera.y &&
    one.camera.scale === other.camera.scale &&
    one.view.width === other.view.width &&
    one.view.height === other.view.height &&
    one.pixelRatio === other.pixelRatio
  )
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
