// A set of pixels inside a rectangle of the image, one byte (0 or 1) a pixel. Selections and regions are
// worked on in such a window, so that the cost follows the region and not the photo.

import type { Region } from '../painting/flood-fill.ts'
import type { Rect } from './rect.ts'
import { clipRect } from './rect.ts'

export interface PixelMask {
  /** Where the window lies in the image. */
  readonly rect: Rect
  /** rect.width x rect.height values, row by row. */
  readonly data: Uint8Array
}

export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** An empty window of `rect`, which must lie inside the image. */
export function createPixelMask(rect: Rect): PixelMask {
  return { rect, data: new Uint8Array(rect.width * rect.height) }
}

/** `rect` with `margin` pixels more on each side, as far as the image goes. */
export function grownRect(rect: Rect, margin: number, { width, height }: ImageSize): Rect {
  const { x, y } = rect
  const wide = {
    x: x - margin,
    y: y - margin,
    width: rect.width + 2 * margin,
    height: rect.height + 2 * margin,
  }
  return clipRect(wide, width, height)
}

/** The pixels of a region, in a window that reaches `margin` pixels beyond it. */
export function maskOfRegion(region: Region, margin: number, image: ImageSize): PixelMask {
  const mask = createPixelMask(grownRect(region.rect, margin, image))
  const { spans } = region
  const { x, y, width } = mask.rect
  for (let i = 0; i < spans.length; i += 3) {
    const row = (spans[i]! - y) * width - x
    mask.data.fill(1, row + spans[i + 1]!, row + spans[i + 2]! + 1)
  }
  return mask
}

/** The mask of an image of size `from` in one of size `to`: each pixel as the nearest one there. */
export function scaledMask({ rect, data }: PixelMask, from: ImageSize, to: ImageSize): PixelMask {
  const [scaleX, scaleY] = [to.width / from.width, to.height / from.height]
  const [left, top] = [Math.floor(rect.x * scaleX), Math.floor(rect.y * scaleY)]
  const right = Math.min(to.width, Math.ceil((rect.x + rect.width) * scaleX))
  const bottom = Math.min(to.height, Math.ceil((rect.y + rect.height) * scaleY))
  const scaled = createPixelMask({ x: left, y: top, width: right - left, height: bottom - top })
  for (let y = top; y < bottom; y++) {
    const sourceY = Math.floor((y + 0.5) / scaleY) - rect.y
    if (sourceY < 0 || sourceY >= rect.height) continue
    const row = (y - top) * scaled.rect.width - left
    for (let x = left; x < right; x++) {
      const sourceX = Math.floor((x + 0.5) / scaleX) - rect.x
      if (sourceX >= 0 && sourceX < rect.width)
        scaled.data[row + x] = data[sourceY * rect.width + sourceX]!
    }
  }
  return scaled
}
