// What stage 2 does with uncertainty: score an image by its self-information, pick the easiest
// images, and decide which pixels of a pseudo-label supervise.

import { CLASS_COUNT, IGNORE_INDEX } from '../labels/classes.ts'
import { invariant } from '../errors.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { quantile } from './aggregate.ts'

/**
 * Which pixels of an easy image become 255. none: no pixel. background: predicted background.
 * unreliable: pixels whose entropy is above this quantile (0..1) of the image, or of their class.
 */
export type PseudoLabelRule =
  | { readonly kind: 'none' }
  | { readonly kind: 'background' }
  | { readonly kind: 'unreliable'; readonly quantile: number; readonly within: 'image' | 'class' }

/**
 * Mean over pixels and classes of I_c = -p_c log2(p_c) / log2(21), from normalised entropies (0..1, the
 * sum of I_c over the classes). The lower, the easier.
 */
export function imageScore(entropy: Float32Array): number {
  invariant(entropy.length > 0, 'image score: the entropy map is empty')
  let sum = 0
  for (let i = 0; i < entropy.length; i++) sum += entropy[i]!
  return sum / (entropy.length * CLASS_COUNT)
}

/** I_c for one probability: 0 at p = 0 and p = 1, 1/21 at p = 1/21. */
export function selfInformation(probability: number): number {
  return (-probability * Math.log2(probability + 1e-30)) / Math.log2(CLASS_COUNT)
}

/**
 * Indices of the easiest images: the first int(ratio * n) by rising score; equal scores keep their order.
 */
export function selectEasiest(scores: readonly number[], ratio: number): number[] {
  invariant(ratio >= 0 && ratio <= 1, `easiest images: the ratio must be within 0..1, got ${ratio}`)
  const order = scores.map((_, index) => index).sort((a, b) => scores[a]! - scores[b]! || a - b)
  return order.slice(0, Math.trunc(ratio * scores.length))
}

/** A new label map with unsure pixels at 255. `entropy` has one value (0..1) a pixel. */
export function makePseudoLabels(
  prediction: LabelMap,
  entropy: Float32Array,
  rule: PseudoLabelRule,
): LabelMap {
  const data = prediction.data.slice()
  invariant(
    entropy.length === data.length,
    `pseudo-labels: ${data.length} predicted pixels but ${entropy.length} entropies`,
  )
  switch (rule.kind) {
    case 'none':
      break
    case 'background':
      for (let i = 0; i < data.length; i++) if (data[i] === 0) data[i] = IGNORE_INDEX
      break
    case 'unreliable': {
      const limits = entropyLimits(prediction.data, entropy, rule)
      for (let i = 0; i < data.length; i++) {
        if (entropy[i]! > limits[data[i]!]!) data[i] = IGNORE_INDEX
      }
    }
  }
  return { width: prediction.width, height: prediction.height, data }
}

/** For each of 256 values the entropy above which its pixels are unreliable. */
function entropyLimits(
  classes: Uint8Array,
  entropy: Float32Array,
  rule: PseudoLabelRule & { kind: 'unreliable' },
): Float64Array {
  const limits = new Float64Array(256).fill(Infinity)
  if (rule.within === 'image') return limits.fill(quantile(entropy.slice().sort(), rule.quantile))
  for (const value of new Set(classes)) {
    const own = entropy.filter((_, index) => classes[index] === value).sort()
    limits[value] = quantile(own, rule.quantile)
  }
  return limits
}
