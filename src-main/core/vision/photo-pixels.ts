// A photo as pixels, the way a canvas gives it: upright, sRGB, four bytes a pixel.

export interface PhotoPixels {
  readonly width: number
  readonly height: number
  /** width x height x 4 values: red, green, blue, alpha (not looked at). */
  readonly data: Uint8Array | Uint8ClampedArray
}
