// At which size an image is segmented. Images are resized, not padded, so that no invented border
// enters the attention; rounding keeps the number of distinct sizes, and so of programs, small.

export interface ImageSize {
  readonly width: number
  readonly height: number
}

/** Twice the output stride of 8: at most 8 pixels off the true aspect, a multiple of every stride used. */
export const SIDE_MULTIPLE = 16

/**
 * The image's size with the given short side, aspect kept, both sides rounded to multiples of 16.
 * @param shortSidePx the released code evaluates at 480
 */
export function inferenceSize(image: ImageSize, shortSidePx: number): ImageSize {
  const scale = shortSidePx / Math.min(image.width, image.height)
  const round = (side: number): number =>
    Math.max(SIDE_MULTIPLE, Math.round((side * scale) / SIDE_MULTIPLE) * SIDE_MULTIPLE)
  return { width: round(image.width), height: round(image.height) }
}
