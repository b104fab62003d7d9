// Batch normalization over all axes but the channels (axis 1), with the statistics of the batch.

import { invariant } from '../../core/errors.ts'
import type { CompositeOperator, Value } from '../graph/operator.ts'
import { add } from './add.ts'
import { callAll } from './call-one.ts'
import {
  channelProducts,
  channelSums,
  inverseDeviation,
  numbersPerChannel,
  requireChannels,
  scaleAndShift,
} from './channels.ts'
import { maximum } from './minimum-maximum.ts'
import { multiply, square } from './multiply.ts'
import { negate } from './negate.ts'
import { subtract } from './subtract.ts'

export type NormalizationAttributes = { readonly epsilon: number }

type Inputs = readonly [x: Value, scale: Value, bias: Value]

/** Outputs y = (x - mean) / sqrt(variance + epsilon) * scale + bias, mean, biased variance. */
export const batchNormalizationOperator: CompositeOperator<Inputs, NormalizationAttributes> = {
  kind: 'composite',
  type: 'batchNormalization',
  expand: ({ inputs: [x, scale, bias], attributes: { epsilon }, fail }) => {
    requireChannels(x, [scale, bias], fail)
    const share = 1 / numbersPerChannel(x)
    const mean = multiply(channelSums(x), share)
    const meanSquare = multiply(channelProducts(x, x), share)
    const variance = maximum(subtract(meanSquare, square(mean)), 0)
    const factor = multiply(scale, inverseDeviation(variance, epsilon))
    return [scaleAndShift(x, factor, subtract(bias, multiply(mean, factor))), mean, variance]
  },
  // With r = 1 / sqrt(variance + epsilon) and m numbers in a channel:
  // dbias = sum(dy), dscale = r (sum(dy x) - mean sum(dy)),
  // dx = scale r (dy - (x - mean) r dscale / m - dbias / m).
  gradient: ({ inputs: [x, scale], outputs, attributes: { epsilon }, upstream }) => {
    const [, mean, variance] = outputs
    invariant(mean !== undefined && variance !== undefined, 'batchNormalization has three outputs')
    const inverse = inverseDeviation(variance, epsilon)
    const biasGradient = channelSums(upstream)
    const centered = subtract(channelProducts(upstream, x), multiply(mean, biasGradient))
    const scaleGradient = multiply(centered, inverse)
    const inputGradient = (): Value => {
      const share = 1 / numbersPerChannel(x)
      const slope = negate(multiply(multiply(scaleGradient, inverse), share))
      const shift = negate(add(multiply(biasGradient, share), multiply(slope, mean)))
      const corrected = add(upstream, scaleAndShift(x, slope, shift))
      return scaleAndShift(corrected, multiply(scale, inverse))
    }
    return [inputGradient, () => scaleGradient, () => biasGradient]
  },
}

export interface BatchNormalized {
  readonly y: Value
  /** [C]; no gradient flows through it. */
  readonly mean: Value
  /** [C], biased (divided by the count); no gradient flows through it. */
  readonly variance: Value
}

/** x [N, C, H, W], scale and bias [C]. */
export function batchNormalization(
  x: Value,
  scale: Value,
  bias: Value,
  epsilon = 1e-5,
): BatchNormalized {
  const [y, mean, variance] = callAll(batchNormalizationOperator, [x, scale, bias], { epsilon })
  const isComplete = y !== undefined && mean !== undefined && variance !== undefined
  invariant(isComplete, 'batchNormalization has three outputs')
  return { y, mean, variance }
}
