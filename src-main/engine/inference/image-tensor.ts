// From 8-bit RGB pixels to the tensor that every network here takes.

import { imagenetNormalisation } from '../../core/images/augmentation.ts'
import type { PixelNormalisation } from '../../core/images/augmentation.ts'
import { invariant } from '../../core/errors.ts'
import type { RgbImage } from '../../core/images/resize.ts'
import { createTensor } from '../graph/tensor.ts'
import type { Tensor } from '../graph/types.ts'

/** Equally large images to float32 [N, 3, H, W]: (value / 255 - mean) / deviation, per channel. */
export function imageTensor(images: readonly RgbImage[]): Tensor<'float32'> {
  const [first] = images
  invariant(first !== undefined, 'image tensor: there are no images')
  const { width, height } = first
  const area = 3 * width * height
  const table = imagenetNormalisation()
  const data = new Float32Array(images.length * area)
  for (const [n, image] of images.entries()) {
    const isAlike = image.width === width && image.height === height
    invariant(isAlike, `image tensor: ${image.width}x${image.height} among ${width}x${height}`)
    writePixels(image, table, data.subarray(n * area, (n + 1) * area))
  }
  return createTensor('float32', [images.length, 3, height, width], data)
}

/** One image as 3 x height x width: the planes of R, G and B one after the other. */
export function networkPixels(
  image: RgbImage,
  table: PixelNormalisation,
): Float32Array<ArrayBuffer> {
  const pixels = new Float32Array(3 * image.width * image.height)
  writePixels(image, table, pixels)
  return pixels
}

function writePixels(
  { width, height, data }: RgbImage,
  table: PixelNormalisation,
  pixels: Float32Array,
): void {
  const area = width * height
  for (let i = 0, read = 0; i < area; i++, read += 3) {
    pixels[i] = table[data[read]!]!
    pixels[area + i] = table[256 + data[read + 1]!]!
    pixels[2 * area + i] = table[512 + data[read + 2]!]!
  }
}
