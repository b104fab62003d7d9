// A camera that has a rectangle of the image in the middle: nearer when it would be small, farther when it
// does not fit.

import { MAX_SCALE, MIN_SCALE } from './camera.ts'
import type { Camera, Size } from './camera.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'

/** The rectangle takes at least a tenth and at most two thirds of the view. */
const LEAST_SHARE = 0.1
const MOST_SHARE = 2 / 3

export function cameraOnRect(camera: Camera, rect: Rect, view: Size): Camera {
  const full = Math.min(view.width / rect.width, view.height / rect.height)
  const scale = Math.max(
    MIN_SCALE,
    Math.min(MAX_SCALE, Math.max(full * LEAST_SHARE, Math.min(full * MOST_SHARE, camera.scale))),
  )
  return {
    scale,
    x: view.width / 2 - (rect.x + rect.width / 2) * scale,
    y: view.height / 2 - (rect.y + rect.height / 2) * scale,
  }
}
