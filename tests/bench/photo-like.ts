// A JPEG that costs what a photo costs.

import sharp from 'sharp'
import { createRandom } from '../../src-main/core/random.ts'

export interface PhotoSize {
  readonly width: number
  readonly height: number
}

/** Soft colours with fine grain: as many bytes a pixel as a photo has. */
export async function photoLike({ width, height }: PhotoSize, seed: number): Promise<Buffer> {
  const random = createRandom(seed + 1)
  const side = 8
  const colours = Uint8Array.from({ length: side * side * 3 }, () => random.integer(256))
  const soft = await sharp(colours, { raw: { width: side, height: side, channels: 3 } })
    .resize(width, height, { kernel: 'cubic', fit: 'fill' })
    .raw()
    .toBuffer()
  for (let i = 0; i < soft.length; i++) {
    soft[i] = Math.max(0, Math.min(255, soft[i]! + random.integer(25) - 12))
  }
  return sharp(soft, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer()
}
