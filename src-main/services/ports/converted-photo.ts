// A photo as it goes into a PSS root: an upright JPEG.

export interface ConvertedPhoto {
  readonly bytes: Uint8Array
  readonly isUnchanged: boolean
}
