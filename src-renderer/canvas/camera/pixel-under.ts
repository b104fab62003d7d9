import type { Point } from '../../../src-main/core/painting/brush.ts'
import type { ImageSize } from '../../../src-main/core/geometry/pixel-mask.ts'

/** The pixel that holds a point; null beside the image. */
export function pixelUnder({ width, height }: ImageSize, at: Point): Point | null {
  const x = Math.floor(at.x)
  const y = Math.floor(at.y)
  return x >= 0 && y >= 0 && x < width && y < height ? { x, y } : null
}
