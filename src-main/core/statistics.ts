// Figures about a user's photos from their class counts: shares of classes, which classes meet in one
// photo, how much is labelled. Counts come in, nothing is read from disk.

import { CLASS_COUNT } from './classes.ts'

export interface ImageStatistics {
  readonly name: string
  /** 21 pixel counts of the mask; undefined for a photo without a mask. */
  readonly classPixels?: ArrayLike<number>
}

export interface UserStatistics {
  readonly images: number
  readonly labelledImages: number
  readonly unlabelledImages: number
  /** 21 pixel counts over all masks. */
  readonly classPixels: Float64Array
  /** 21 shares of all labelled, non-void pixels; sums to 1, or all 0 without masks. */
  readonly classShares: Float64Array
  /** 21 counts: labelled images with at least one pixel of the class. */
  readonly classImages: Uint32Array
  /** 21 x 21, symmetric: labelled images that hold both classes; the diagonal is `classImages`. */
  readonly coOccurrence: Uint32Array
  /** Mean number of object classes (background not counted) in a labelled image. */
  readonly objectsPerImage: number
}

export function userStatistics(images: readonly ImageStatistics[]): UserStatistics {
  const classPixels = new Float64Array(CLASS_COUNT)
  const coOccurrence = new Uint32Array(CLASS_COUNT * CLASS_COUNT)
  let labelledImages = 0
  for (const { classPixels: own } of images) {
    if (own === undefined) continue
    labelledImages++
    for (let a = 0; a < CLASS_COUNT; a++) {
      if (!own[a]) continue
      classPixels[a]! += own[a]!
      for (let b = 0; b < CLASS_COUNT; b++) if (own[b]) coOccurrence[a * CLASS_COUNT + b]!++
    }
  }
  const all = classPixels.reduce((sum, count) => sum + count, 0)
  const classImages = Uint32Array.from(classPixels, (_, c) => coOccurrence[c * (CLASS_COUNT + 1)]!)
  const objects = classImages.subarray(1).reduce((sum, count) => sum + count, 0)
  return {
    images: images.length,
    labelledImages,
    unlabelledImages: images.length - labelledImages,
    classPixels,
    classShares: classPixels.map((count) => (all === 0 ? 0 : count / all)),
    classImages,
    coOccurrence,
    objectsPerImage: labelledImages === 0 ? 0 : objects / labelledImages,
  }
}
