// Batch normalization with learned scale and shift. A batch pass normalizes by the batch and moves the
// running statistics; a frozen one, and inference, normalize by the running statistics.

import type { Value } from '../graph/graph.ts'
import { add } from '../operators/add.ts'
import { sizeAt } from '../operators/axes.ts'
import { batchNormalization as normalizeBatch } from '../operators/batch-normalization.ts'
import type { BatchNormalized } from '../operators/batch-normalization.ts'
import { numbersPerChannel } from '../operators/channels.ts'
import { fixedNormalization } from '../operators/fixed-normalization.ts'
import { multiply } from '../operators/multiply.ts'
import { normalizedExpansion } from '../operators/normalized-expansion.ts'
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
  options: BatchNormalizationOptions = {},
): Value {
  const channels = sizeAt(x, 1)
  const learned = learnedOf(context, channels, options)
  if (context.normalization === 'frozen') {
    return fixedNormalization(x, { ...learned, ...runningOf(context, channels) })
  }
  return measured(context, normalizeBatch(x, learned.scale, learned.bias, learned.epsilon))
}

/**
 * By the batch, what a 1x1 convolution of x to more channels gives. With the same parameters and statistics.
 * @param weight [K, C, 1, 1]
 */
export function expansionNormalization(
  context: LayerContext,
  x: Value,
  weight: Value,
  options: BatchNormalizationOptions,
): Value {
  const learned = learnedOf(context, sizeAt(weight, 0), options)
  return measured(context, normalizedExpansion(x, weight, learned))
}

function learnedOf(
  context: LayerContext,
  channels: number,
  { firstScale = 1, epsilon = EPSILON }: BatchNormalizationOptions,
) {
  const scale = context.parameter('scale', [channels], { kind: 'constant', value: firstScale })
  const bias = context.parameter('shift', [channels], { kind: 'constant', value: 0 })
  return { scale, bias, epsilon }
}

function runningOf(context: LayerContext, channels: number) {
  const mean = context.statistic('runningMean', [channels], 0)
  const variance = context.statistic('runningVariance', [channels], 1)
  return { mean, variance }
}

function measured(context: LayerContext, { y, mean, variance }: BatchNormalized): Value {
  const channels = sizeAt(y, 1)
  const running = runningOf(context, channels)
  const count = numbersPerChannel(y)
  const unbiased = multiply(variance, count / Math.max(count - 1, 1))
  context.measure('runningMean', moved(context, running.mean, mean))
  context.measure('runningVariance', moved(context, running.variance, unbiased))
  return y
}

/** running = (1 - share) running + share batch */
function moved(context: LayerContext, running: Value, batch: Value): Value {
  const share = context.statisticsShare
  const rest = typeof share === 'number' ? 1 - share : subtract(context.graph.scalar(1), share)
  return add(multiply(running, rest), multiply(batch, share))
}
