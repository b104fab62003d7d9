// From 8-bit RGB pixels to the tensor that every network here takes.

import { imagenetNormalisation } from '../../core/augmentation.ts'
import { invariant } from '../../core/errors.ts'
import type { RgbImage } from '../../core/resize.ts'
import { createTensor } from '../graph/tensor.ts'
import type { Tensor } from '../graph/types.ts'

/** Equally large images to float32 [N, 3, H, W]: (value / 255 - mean) / deviation, per channel. */
export function imageTensor(images: readonly RgbImage[]): Tensor<'float32'> {
  const [first] = images
  invariant(first !== undefined, 'image tensor: there are no images')
  const { width, height } = first
  const area = width * height
  const table = imagenetNormalisation()
  const data = new Float32Array(images.length * 3 * area)
  for (const [n, image] of images.entries()) {
    const isAlike = image.width === width && image.height === height
    invariant(isAlike, `image tensor: ${image.width}x${image.height} among ${width}x${height}`)
    for (let channel = 0; channel < 3; channel++) {
      const start = (3 * n + channel) * area
      const values = table.subarray(256 * channel, 256 * (channel + 1))
      for (let i = 0; i < area; i++) data[start + i] = values[image.data[3 * i + channel]!]!
    }
  }
  return createTensor('float32', [images.length, 3, height, width], data)
}
