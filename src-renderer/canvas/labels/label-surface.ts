// What draws a label map under a camera.

import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import type { Camera, Size } from '../camera/camera.ts'
import type { LabelLook } from './label-look.ts'

export interface LabelFrame {
  readonly camera: Camera
  /** CSS pixels. */
  readonly view: Size
  /** Device pixels for a CSS pixel. */
  readonly pixelRatio: number
}

export interface ExpectedLabels {
  readonly labelMap: LabelMap
  readonly camera: Camera
}

export interface LabelSurface {
  /** Takes another map. False when it is too large for this surface. */
  open(labelMap: LabelMap): boolean
  /** The values in the rectangle have changed. */
  repaint(rect: Rect): void
  setLook(look: LabelLook): void
  /** What is likely to be opened next, and how it is seen then: it may be painted ahead. */
  expect(labelMap: LabelMap, frame: LabelFrame): void
  /** Draws into a context whose unit is a CSS pixel and whose origin is the corner of the view. */
  draw(target: CanvasRenderingContext2D, frame: LabelFrame): void
  dispose(): void
}
