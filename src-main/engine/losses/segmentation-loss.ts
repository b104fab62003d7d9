// Supervision of a batch with label maps: cross-entropy of the main and the auxiliary logits.

import type { Value } from '../graph/graph.ts'
import { add } from '../operators/add.ts'
import { crossEntropy } from '../operators/cross-entropy.ts'
import { multiply } from '../operators/multiply.ts'
import type { Logits } from '../networks/segmentation-network.ts'

export interface SegmentationLoss {
  /** main + weight * auxiliary: what is minimised. */
  readonly total: Value
  readonly main: Value
  readonly auxiliary: Value | null
}

export interface SupervisionOptions {
  /** Factor on the cross-entropy of the auxiliary logits. */
  readonly auxiliaryWeight: number
  /** One a class; empty when all pixels weigh the same, as in the paper. */
  readonly classWeights: readonly number[]
}

/**
 * Mean cross-entropy over the pixels that carry a class; a batch of nothing but 255 has loss 0.
 * @param logits at the size of the labels
 * @param labels int32 [N, H, W], 0..20 or 255
 */
export function segmentationLoss(
  logits: Logits,
  labels: Value,
  { auxiliaryWeight, classWeights }: SupervisionOptions,
): SegmentationLoss {
  const main = crossEntropy(logits.main, labels, classWeights).mean
  if (logits.auxiliary === null) return { total: main, main, auxiliary: null }
  const auxiliary = crossEntropy(logits.auxiliary, labels, classWeights).mean
  return { total: add(main, multiply(auxiliary, auxiliaryWeight)), main, auxiliary }
}
