// Counts of pixels by true and predicted class: the one pass over the pixels from which every mIoU and
// FIoU variant follows. Nothing here decides how void pixels or absent classes are scored.

import { runPairsOf } from '../bytes/byte-runs.ts'
import { CLASS_COUNT } from '../labels/classes.ts'
import { StudioError, invariant } from '../errors.ts'
import { said } from '../said.ts'

export interface Confusion {
  /** 21 x 21 pixel counts; row = true class, column = predicted class. */
  readonly counts: Float64Array
  /** Pixels whose truth is 21 or above (255 = void), by predicted class. No mIoU counts them. */
  readonly voidByPrediction: Float64Array
}

export function createConfusion(): Confusion {
  return {
    counts: new Float64Array(CLASS_COUNT * CLASS_COUNT),
    voidByPrediction: new Float64Array(CLASS_COUNT),
  }
}

/** One image's confusion. Throws `invalidInput` when the prediction holds a value above 20. */
export function confusionOf(truth: Uint8Array, prediction: Uint8Array): Confusion {
  return confusionOfPairs(countPairs(truth, prediction))
}

/** `pairs` as countPairs gives them. Error: as confusionOf. */
export function confusionOfPairs(pairs: Uint32Array): Confusion {
  const confusion = createConfusion()
  addPairs(confusion, pairs)
  return confusion
}

/** Adds one image; both arrays hold one class value a pixel, in the same order. */
export function addImage(confusion: Confusion, truth: Uint8Array, prediction: Uint8Array): void {
  addPairs(confusion, countPairs(truth, prediction))
}

function addPairs(confusion: Confusion, pairs: Uint32Array): void {
  const { counts, voidByPrediction } = confusion
  requireClasses(pairs)
  for (let label = 0; label < 256; label++) {
    for (let predicted = 0; predicted < CLASS_COUNT; predicted++) {
      const count = pairs[(label << 8) | predicted]!
      if (label < CLASS_COUNT) counts[label * CLASS_COUNT + predicted]! += count
      else voidByPrediction[predicted]! += count
    }
  }
}

/** Adds `other` to `confusion`. */
export function addConfusion(confusion: Confusion, other: Confusion): void {
  for (let i = 0; i < confusion.counts.length; i++) confusion.counts[i]! += other.counts[i]!
  for (let i = 0; i < CLASS_COUNT; i++) {
    confusion.voidByPrediction[i]! += other.voidByPrediction[i]!
  }
}

export function sumConfusions(parts: Iterable<Confusion>): Confusion {
  const sum = createConfusion()
  for (const part of parts) addConfusion(sum, part)
  return sum
}

/** Pixels of each pair of values, truth x 256 + prediction: 65,536 counts. */
function countPairs(truth: Uint8Array, prediction: Uint8Array): Uint32Array {
  invariant(
    truth.length === prediction.length,
    `confusion: truth has ${truth.length} pixels, prediction ${prediction.length}; resize one of them`,
  )
  const pairs = new Uint32Array(65536)
  runPairsOf(truth, prediction)(0, truth.length, (at, until) => {
    pairs[(truth[at]! << 8) | prediction[at]!]! += until - at
  })
  return pairs
}

function requireClasses(pairs: Uint32Array): void {
  for (let pair = 0; pair < pairs.length; pair++) {
    if ((pair & 0xff) < CLASS_COUNT || pairs[pair] === 0) continue
    throw new StudioError(
      'invalidInput',
      said`prediction: expected class values 0 to ${CLASS_COUNT - 1}, found ${pair & 0xff} at
        ${pairs[pair]!} pixels; a prediction may not contain void`,
    )
  }
}
