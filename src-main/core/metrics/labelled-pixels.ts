// Which pixels of a mask a score may count: those that somebody labelled, and, in a second figure, only those
// that were not copied from a prediction, because a copy agrees with its own method for free.

import { PROVENANCE } from '../labels/provenance.ts'
import type { Provenance } from '../labels/provenance.ts'
import { confusionOf } from './confusion.ts'
import type { Confusion } from './confusion.ts'

export interface LabelledPixels {
  /** All labelled pixels; null when nobody has labelled any. */
  readonly all: Confusion | null
  /** Null when no pixel was copied. */
  readonly withoutCopied: {
    readonly copiedPixels: number
    /** Null when every labelled pixel was copied. */
    readonly confusion: Confusion | null
  } | null
}

/**
 * Compares truth and prediction, one class value a pixel each; `provenance` holds a value of PROVENANCE for
 * each pixel, null means that people labelled them all.
 */
export function compareLabelled(
  truth: Uint8Array,
  prediction: Uint8Array,
  provenance: Uint8Array | null,
): LabelledPixels {
  if (provenance === null) return { all: confusionOf(truth, prediction), withoutCopied: null }
  const { unlabelled, copied } = PROVENANCE
  const confusionWithout = (left: readonly Provenance[]): Confusion | null => {
    const isIn = (_: number, i: number): boolean => !left.includes(provenance[i] as Provenance)
    const counted = truth.filter(isIn)
    return counted.length === 0 ? null : confusionOf(counted, prediction.filter(isIn))
  }
  const all = provenance.includes(unlabelled)
    ? confusionWithout([unlabelled])
    : confusionOf(truth, prediction)
  const copiedPixels = provenance.reduce((sum, value) => sum + (value === copied ? 1 : 0), 0)
  if (copiedPixels === 0) return { all, withoutCopied: null }
  const confusion = confusionWithout([unlabelled, copied])
  return { all, withoutCopied: { copiedPixels, confusion } }
}
