// Training augmentation: random long side, pad to the crop right and below, random
// crop, horizontal flip. What was drawn is plain data; applying it is a pure loop into a given buffer.

import { IGNORE_INDEX } from '../labels/classes.ts'
import { invariant } from '../errors.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { nearestIndices } from '../labels/label-map.ts'
import type { Random } from '../random.ts'
import type { RgbImage } from './resize.ts'

export interface AugmentationPlan {
  /** Size to resize image and labels to, aspect kept. */
  readonly resizeWidth: number
  readonly resizeHeight: number
  /** Pixels added on the right and below so that the crop fits; mean colour, label 255. */
  readonly padRight: number
  readonly padBottom: number
  /** Top left corner of the crop in the padded image. */
  readonly cropX: number
  readonly cropY: number
  /** Width and height of the result. */
  readonly cropSize: number
  /** Mirror the crop left to right. */
  readonly isFlipped: boolean
}

export interface AugmentationSettings {
  /** Crop size and base of the long side, in pixels; default 320. */
  readonly cropSize: number
  /** Long side between these factors of the crop size; default 0.5 and 2. */
  readonly minScale: number
  readonly maxScale: number
  readonly flipProbability: number
}

export const PAPER_AUGMENTATION: AugmentationSettings = {
  cropSize: 320,
  minScale: 0.5,
  maxScale: 2,
  flipProbability: 0.5,
}

/** Draws four numbers in a fixed order, whatever the image, so that streams stay in step. */
export function drawAugmentation(
  random: Random,
  image: { readonly width: number; readonly height: number },
  settings: AugmentationSettings = PAPER_AUGMENTATION,
): AugmentationPlan {
  const { cropSize } = settings
  const shortest = Math.round(cropSize * settings.minScale)
  const longest = Math.round(cropSize * settings.maxScale)
  const longSide = shortest + random.integer(longest - shortest + 1)
  const scale = longSide / Math.max(image.width, image.height)
  const resizeWidth = Math.max(1, Math.round(image.width * scale))
  const resizeHeight = Math.max(1, Math.round(image.height * scale))
  const padRight = Math.max(0, cropSize - resizeWidth)
  const padBottom = Math.max(0, cropSize - resizeHeight)
  return {
    resizeWidth,
    resizeHeight,
    padRight,
    padBottom,
    cropX: random.integer(resizeWidth + padRight - cropSize + 1),
    cropY: random.integer(resizeHeight + padBottom - cropSize + 1),
    cropSize,
    isFlipped: random.uniform() < settings.flipProbability,
  }
}

/** 3 x 256: the network's input for each byte of each channel, R then G then B. */
export type PixelNormalisation = Float32Array

/** (byte / 255 - mean) / std a channel. */
export function normalisationTable(
  mean: readonly [number, number, number],
  std: readonly [number, number, number],
): PixelNormalisation {
  const table = new Float32Array(3 * 256)
  for (let byte = 0; byte < 256; byte++) {
    table[byte] = (byte / 255 - mean[0]) / std[0]
    table[256 + byte] = (byte / 255 - mean[1]) / std[1]
    table[512 + byte] = (byte / 255 - mean[2]) / std[2]
  }
  return table
}

/** Of R, G and B, each byte divided by 255. */
export const IMAGENET = {
  mean: [0.485, 0.456, 0.406],
  deviation: [0.229, 0.224, 0.225],
} as const

/** RGB / 255 with the ImageNet mean and deviation. */
export function imagenetNormalisation(): PixelNormalisation {
  return normalisationTable(IMAGENET.mean, IMAGENET.deviation)
}

/**
 * Writes 3 x cropSize x cropSize floats (one NCHW slice) at `offset`. `resized` already has the plan's
 * resize size; padding becomes 0, which is the mean colour.
 */
export function augmentImage(
  resized: RgbImage,
  plan: AugmentationPlan,
  target: {
    readonly out: Float32Array
    readonly offset: number
    readonly table: PixelNormalisation
  },
): void {
  invariant(
    resized.width === plan.resizeWidth && resized.height === plan.resizeHeight,
    `augmentation: the image is ${resized.width}x${resized.height}, ` +
      `the plan resizes to ${plan.resizeWidth}x${plan.resizeHeight}`,
  )
  const { out, offset, table } = target
  const size = plan.cropSize
  const area = size * size
  out.fill(0, offset, offset + 3 * area)
  const columns = Math.min(size, plan.resizeWidth - plan.cropX)
  const rows = Math.min(size, plan.resizeHeight - plan.cropY)
  const step = plan.isFlipped ? -1 : 1
  for (let y = 0; y < rows; y++) {
    let read = ((plan.cropY + y) * resized.width + plan.cropX) * 3
    let write = offset + y * size + (plan.isFlipped ? size - 1 : 0)
    for (let x = 0; x < columns; x++) {
      out[write] = table[resized.data[read]!]!
      out[write + area] = table[256 + resized.data[read + 1]!]!
      out[write + 2 * area] = table[512 + resized.data[read + 2]!]!
      read += 3
      write += step
    }
  }
}

/**
 * Writes cropSize x cropSize labels at `offset`: resized here by nearest neighbour from the mask at its
 * original size, padded with 255.
 */
export function augmentLabels(
  labels: LabelMap,
  plan: AugmentationPlan,
  target: { readonly out: Int32Array; readonly offset: number },
): void {
  const { out, offset } = target
  const size = plan.cropSize
  out.fill(IGNORE_INDEX, offset, offset + size * size)
  const sourceX = nearestIndices(labels.width, plan.resizeWidth)
  const sourceY = nearestIndices(labels.height, plan.resizeHeight)
  const columns = Math.min(size, plan.resizeWidth - plan.cropX)
  const rows = Math.min(size, plan.resizeHeight - plan.cropY)
  const step = plan.isFlipped ? -1 : 1
  for (let y = 0; y < rows; y++) {
    const row = sourceY[plan.cropY + y]! * labels.width
    let write = offset + y * size + (plan.isFlipped ? size - 1 : 0)
    for (let x = 0; x < columns; x++) {
      out[write] = labels.data[row + sourceX[plan.cropX + x]!]!
      write += step
    }
  }
}
