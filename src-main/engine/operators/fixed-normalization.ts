// Batch normalization by given statistics: for evaluation and for frozen layers.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import type { NormalizationAttributes } from './batch-normalization.ts'
import { callOne } from './call-one.ts'
import {
  channelProducts,
  channelSums,
  inverseDeviation,
  requireChannels,
  scaleAndShift,
} from './channels.ts'
import { multiply } from './multiply.ts'
import { float } from './onnx-attribute.ts'
import { subtract } from './subtract.ts'

type Inputs = readonly [x: Value, scale: Value, bias: Value, mean: Value, variance: Value]

/** y = (x - mean) / sqrt(variance + epsilon) * scale + bias, one channel at a time. */
export const fixedNormalizationOperator: PrimitiveOperator<Inputs, NormalizationAttributes> = {
  kind: 'primitive',
  type: 'BatchNormalization',
  infer: ({ inputs: [x, ...statistics], fail }) => {
    requireChannels(x, statistics, fail)
    return [{ dataType: x.dataType, shape: x.shape }]
  },
  onnx: ({ epsilon }) => ({ attributes: { epsilon: float(epsilon) } }),
  // dx = dy scale r, dscale = r (sum(dy x) - mean sum(dy)), dbias = sum(dy)
  gradient: ({ inputs: [x, scale, , mean, variance], attributes: { epsilon }, upstream }) => [
    () => scaleAndShift(upstream, multiply(scale, inverseDeviation(variance, epsilon))),
    () => {
      const centered = subtract(channelProducts(upstream, x), multiply(mean, channelSums(upstream)))
      return multiply(centered, inverseDeviation(variance, epsilon))
    },
    () => channelSums(upstream),
    null,
    null,
  ],
}

export interface FixedStatistics {
  readonly scale: Value
  readonly bias: Value
  readonly mean: Value
  readonly variance: Value
  readonly epsilon?: number
}

/** Normalization by given statistics, through which no gradient flows; all of shape [C]. */
export function fixedNormalization(x: Value, statistics: FixedStatistics): Value {
  const { scale, bias, mean, variance, epsilon = 1e-5 } = statistics
  return callOne(fixedNormalizationOperator, [x, scale, bias, mean, variance], { epsilon })
}
