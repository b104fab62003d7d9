// Reads a PSS root for the probes: images, masks, augmented batches. Simple on purpose; the studio's
// own reading lives in the adapters.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import sharp from 'sharp'
import {
  augmentImage,
  augmentLabels,
  drawAugmentation,
  imagenetNormalisation,
} from '../../src-main/core/images/augmentation.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import { createRandom, deriveSeed } from '../../src-main/core/random.ts'
import type { RgbImage } from '../../src-main/core/images/resize.ts'
import { createTensor } from '../../src-main/engine/graph/tensor.ts'
import type { TrainingBatch } from '../../src-main/engine/training/batch-source.ts'

export interface Sample {
  readonly name: string
  readonly imagePath: string
  readonly maskPath: string
}

/** Lines such as "/JPEGImages/a.jpg /SegmentationClass/a.png 0". */
export function readList(folder: string, list: string): Sample[] {
  return readFileSync(join(folder, list), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [image = '', mask = ''] = line.split(' ')
      const name = image.replace(/^.*\//, '').replace(/\.jpg$/, '')
      return { name, imagePath: join(folder, image), maskPath: join(folder, mask) }
    })
}

export async function readRgb(
  path: string,
  size?: { readonly width: number; readonly height: number },
): Promise<RgbImage> {
  const image = sharp(path).removeAlpha().toColourspace('srgb')
  const sized = size === undefined ? image : image.resize(size.width, size.height, { fit: 'fill' })
  const { data, info } = await sized.raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: new Uint8Array(data) }
}

export function readMask(path: string): LabelMap {
  const png = decode(readFileSync(path))
  return { width: png.width, height: png.height, data: Uint8Array.from(png.data) }
}

export interface BatchRequest {
  readonly samples: readonly Sample[]
  readonly cropSize: number
  readonly seed: number
  readonly withLabels: boolean
  /** Smallest long side as a factor of the crop; the paper's is 0.5. */
  readonly smallestScale: number
}

export async function readBatch(request: BatchRequest): Promise<TrainingBatch> {
  const { samples, cropSize, seed } = request
  const area = cropSize * cropSize
  const image = new Float32Array(samples.length * 3 * area)
  const labels = new Int32Array(samples.length * area)
  const table = imagenetNormalisation()
  await Promise.all(
    samples.map(async (sample, n) => {
      const { width, height } = await sharp(sample.imagePath).metadata()
      const random = createRandom(deriveSeed(seed, `${n}`))
      const settings = {
        cropSize,
        minScale: request.smallestScale,
        maxScale: 2,
        flipProbability: 0.5,
      }
      const plan = drawAugmentation(random, { width, height }, settings)
      const size = { width: plan.resizeWidth, height: plan.resizeHeight }
      const pixels = await readRgb(sample.imagePath, size)
      augmentImage(pixels, plan, { out: image, offset: n * 3 * area, table })
      if (!request.withLabels) return
      augmentLabels(readMask(sample.maskPath), plan, { out: labels, offset: n * area })
    }),
  )
  return {
    image: createTensor('float32', [samples.length, 3, cropSize, cropSize], image),
    ...(request.withLabels
      ? { labels: createTensor('int32', [samples.length, cropSize, cropSize], labels) }
      : {}),
  }
}
