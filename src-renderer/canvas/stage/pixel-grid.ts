// The grid between image pixels, for painting pixel by pixel: drawn by the page as a background, so that it
// costs nothing on the canvas.

import type { Camera, Size } from '../camera/camera.ts'

/** From 800 % on, pixels are large enough to tell apart. */
export const GRID_SCALE = 8

export interface PixelGrid {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** Where the first line inside the box is, as a background offset. */
  readonly offsetX: number
  readonly offsetY: number
}

/** The part of the image in view, in screen pixels; null when pixels are too small or out of sight. */
export function pixelGrid(camera: Camera, image: Size, view: Size): PixelGrid | null {
  if (camera.scale < GRID_SCALE) return null
  const left = Math.max(0, camera.x)
  const top = Math.max(0, camera.y)
  const width = Math.min(view.width, camera.x + image.width * camera.scale) - left
  const height = Math.min(view.height, camera.y + image.height * camera.scale) - top
  if (width <= 0 || height <= 0) return null
  return {
    left,
    top,
    width,
    height,
    offsetX: (camera.x - left) % camera.scale,
    offsetY: (camera.y - top) % camera.scale,
  }
}
