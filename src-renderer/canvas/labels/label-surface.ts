// What draws a label map under a camera. On the graphics processor where there is one: the map is a texture of
// values, and its look a table there, so that a change of look costs one frame. Else as a picture in memory.

import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import type { Camera, Size } from '../camera/camera.ts'
import { createGpuLabels } from './gpu-labels.ts'
import type { LabelLook } from './label-look.ts'
import { createLabelPicture } from './label-picture.ts'

export interface LabelFrame {
  readonly camera: Camera
  /** CSS pixels. */
  readonly view: Size
  /** Device pixels for a CSS pixel. */
  readonly pixelRatio: number
}

export interface LabelSurface {
  /** Takes another map. False when it is too large for this surface. */
  open(labelMap: LabelMap): boolean
  /** The values in the rectangle have changed. */
  repaint(rect: Rect): void
  setLook(look: LabelLook): void
  /** Draws into a context whose unit is a CSS pixel and whose origin is the corner of the view. */
  draw(target: CanvasRenderingContext2D, frame: LabelFrame): void
  dispose(): void
}

/** `redraw` is called when the surface has something new to show by itself. */
export function createLabelSurface(redraw: () => void): LabelSurface {
  const gpu = createGpuLabels(redraw)
  let picture: LabelSurface | null = null
  let current = gpu ?? (picture = createLabelPicture(redraw))
  let look: LabelLook | null = null

  return {
    open(labelMap) {
      const isOnGpu = gpu?.open(labelMap) ?? false
      const fitting = isOnGpu && gpu !== null ? gpu : (picture ??= createLabelPicture(redraw))
      // A surface that stays has the look; told again, it would paint the map before once more.
      if (fitting !== current && look !== null) fitting.setLook(look)
      current = fitting
      return isOnGpu || current.open(labelMap)
    },
    repaint: (rect) => current.repaint(rect),
    setLook(next) {
      look = next
      current.setLook(next)
    },
    draw: (target, frame) => current.draw(target, frame),
    dispose() {
      gpu?.dispose()
      picture?.dispose()
    },
  }
}
