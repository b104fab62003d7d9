// Batch normalization with learned scale and shift. Training normalizes by the batch and moves the
// running statistics; inference normalizes by the running statistics.

import type { Value } from '../graph/graph.ts'
import { add } from '../operators/add.ts'
import { sizeAt } from '../operators/axes.ts'
import { batchNormalization as normalizeBatch } from '../operators/batch-normalization.ts'
import { fixedNormalization } from '../operators/fixed-normalization.ts'
import { multiply } from '../operators/multiply.ts'
import type { LayerContext } from './layer-context.ts'

const EPSILON = 1e-5
/** Share of the new batch in the running statistics (PyTorch's convention). */
const MOMENTUM = 0.1

export interface BatchNormalizationOptions {
  /** Every channel's scale before the first iteration; 0 lets a residual branch start as nothing. Default 1. */
  readonly firstScale?: number
}

/** Parameters `scale`, `shift` and statistics `runningMean`, `runningVariance` under the open scope. */
export function batchNormalization(
  context: LayerContext,
  x: Value,
  { firstScale = 1 }: BatchNormalizationOptions = {},
): Value {
  const channels = sizeAt(x, 1)
  const scale = context.parameter('scale', [channels], { kind: 'constant', value: firstScale })
  const bias = context.parameter('shift', [channels], { kind: 'constant', value: 0 })
  const mean = context.statistic('runningMean', [channels], 0)
  const variance = context.statistic('runningVariance', [channels], 1)
  if (context.mode === 'inference') {
    return fixedNormalization(x, { scale, bias, mean, variance, epsilon: EPSILON })
  }
  const batch = normalizeBatch(x, scale, bias, EPSILON)
  const count = x.shape.reduce((product, size) => product * size, 1) / channels
  const unbiased = multiply(batch.variance, count / Math.max(count - 1, 1))
  context.measure('runningMean', moved(mean, batch.mean))
  context.measure('runningVariance', moved(variance, unbiased))
  return batch.y
}

/** running = (1 - momentum) running + momentum batch */
function moved(running: Value, batch: Value): Value {
  return add(multiply(running, 1 - MOMENTUM), multiply(batch, MOMENTUM))
}
