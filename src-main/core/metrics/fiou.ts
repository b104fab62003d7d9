// Foreground intersection over union of one image; a user's FIoU is the mean over the labelled images.
// Takes a one-image confusion, so that one pass over the pixels serves every metric.

import { CLASS_COUNT } from '../labels/classes.ts'
import type { Confusion } from './confusion.ts'
import { classIous } from './miou.ts'

/**
 * official: class-aware; the wrong foreground class is in the union only, and void counts as
 * foreground of the truth that nothing can match. ignore255: the same without void pixels.
 * binary: foreground as one class, without void. perclass: mean IoU of the image's true objects.
 */
export const FIOU_VARIANTS = ['official', 'ignore255', 'binary', 'perclass'] as const

export type FiouVariant = (typeof FIOU_VARIANTS)[number]

/** What an image with no foreground in truth and prediction scores; `zero` is the released one. */
export const EMPTY_POLICIES = ['zero', 'skip', 'one'] as const

export type EmptyPolicy = (typeof EMPTY_POLICIES)[number]

export interface FiouOptions {
  readonly variant: FiouVariant
  readonly empty: EmptyPolicy
}

export const OFFICIAL_FIOU: FiouOptions = { variant: 'official', empty: 'zero' }

/** 0..1, or null when the image is empty and the policy is `skip`. */
export function imageFiou(image: Confusion, options: FiouOptions = OFFICIAL_FIOU): number | null {
  const { matched, foreground, union } = foregroundCounts(image)
  const voidPixels = image.voidByPrediction.reduce((sum, count) => sum + count, 0)
  switch (options.variant) {
    case 'official':
      return ratioOrEmpty(matched, union + voidPixels, options.empty)
    case 'ignore255':
      return ratioOrEmpty(matched, union, options.empty)
    case 'binary':
      return ratioOrEmpty(foreground, union, options.empty)
    case 'perclass':
      return union === 0 ? emptyScore(options.empty) : meanOverTrueObjects(image)
  }
}

/** Pixels of the non-void part: right foreground class, foreground in both, foreground in either. */
function foregroundCounts(image: Confusion): {
  matched: number
  foreground: number
  union: number
} {
  let matched = 0
  let foreground = 0
  let union = 0
  for (let truth = 0; truth < CLASS_COUNT; truth++) {
    for (let predicted = 0; predicted < CLASS_COUNT; predicted++) {
      if (truth === 0 && predicted === 0) continue
      const count = image.counts[truth * CLASS_COUNT + predicted]!
      union += count
      if (truth > 0 && predicted > 0) foreground += count
      if (truth === predicted) matched += count
    }
  }
  return { matched, foreground, union }
}

/** An object invented where the truth has none scores 0. */
function meanOverTrueObjects(image: Confusion): number {
  const present = classIous(image).filter(({ index, truth }) => index > 0 && truth > 0)
  if (present.length === 0) return 0
  return present.reduce((sum, { iou }) => sum + (iou ?? 0), 0) / present.length
}

function ratioOrEmpty(part: number, whole: number, empty: EmptyPolicy): number | null {
  return whole === 0 ? emptyScore(empty) : part / whole
}

function emptyScore(empty: EmptyPolicy): number | null {
  switch (empty) {
    case 'zero':
      return 0
    case 'one':
      return 1
    case 'skip':
      return null
  }
}
