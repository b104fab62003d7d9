// Batch normalization with learned scale and shift. A batch pass normalizes by the batch and moves the
// running statistics; a frozen one, and inference, normalize by the running statistics.

import type { Value } from '../graph/graph.ts'
import { add } from '../operators/add.ts'
import { sizeAt } from '../operators/axes.ts'
import { batchNormalization as normalizeBatch } from '../operators/batch-normalization.ts'
import { fixedNormalization } from '../operators/fixed-normalization.ts'
import { multiply } from '../operators/multiply.ts'
import { subtract } from '../operators/subtract.ts'
import type { LayerContext } from './layer-context.ts'

/** PyTorch's; Keras's networks have 1e-3. */
const EPSILON = 1e-5

export interface BatchNormalizationOptions {
  /** Added to the variance. Default 1e-5, PyTorch's. */
  readonly epsilon?: number
  /** Every channel's scale before the first iteration; 0 lets a residual branch start as nothing. Default 1. */
  readonly firstScale?: number
}

/** Parameters `scale`, `shift` and statistics `runningMean`, `runningVariance` under the open scope. */
export function batchNormalization(
  context: LayerContext,
  x: Value,
  { firstScale = 1, epsilon = EPSILON }: BatchNormalizationOptions = {},
): Value {
  const channels = sizeAt(x, 1)
  const scale = context.parameter('scale', [channels], { kind: 'constant', value: firstScale })
  const bias = context.parameter('shift', [channels], { kind: 'constant', value: 0 })
  const mean = context.statistic('runningMean', [channels], 0)
  const variance = context.statistic('runningVariance', [channels], 1)
  if (context.normalization === 'frozen') {
    return fixedNormalization(x, { scale, bias, mean, variance, epsilon })
  }
  const batch = normalizeBatch(x, scale, bias, epsilon)
  const count = x.shape.reduce((product, size) => product * size, 1) / channels
  const unbiased = multiply(batch.variance, count / Math.max(count - 1, 1))
  context.measure('runningMean', moved(context, mean, batch.mean))
  context.measure('runningVariance', moved(context, variance, unbiased))
  return batch.y
}

/** running = (1 - share) running + share batch */
function moved(context: LayerContext, running: Value, batch: Value): Value {
  const share = context.statisticsShare
  const rest = typeof share === 'number' ? 1 - share : subtract(context.graph.scalar(1), share)
  return add(multiply(running, rest), multiply(batch, share))
}
