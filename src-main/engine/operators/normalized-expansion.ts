// A 1x1 convolution to more channels and the batch normalization behind it, as one operator: what the convolution
// gives before it is normalized is never in memory, and no pass over it is needed.
// Its statistics follow from those of its input, which has fewer channels. With W the weight [K, C], m the mean of
// x and S its covariance [C, C]: mean = W m, variance = diag(W S W^T), and so the normalized result is one
// convolution with the weight factor W, where factor = scale / sqrt(variance + epsilon).

import { invariant } from '../../core/errors.ts'
import type { CompositeOperator, Value } from '../graph/operator.ts'
import { formatShape, sameShape } from '../graph/shape.ts'
import { add } from './add.ts'
import { sizeAt } from './axes.ts'
import type { BatchNormalized, NormalizationAttributes } from './batch-normalization.ts'
import { callAll } from './call-one.ts'
import { channelSums, inverseDeviation, numbersPerChannel } from './channels.ts'
import { conv } from './conv.ts'
import { matmul, swapLastAxes } from './matmul.ts'
import { maximum } from './minimum-maximum.ts'
import { multiply } from './multiply.ts'
import { negate } from './negate.ts'
import { reduceSum } from './reduce.ts'
import { reshape } from './reshape.ts'
import { subtract } from './subtract.ts'

type Inputs = readonly [x: Value, weight: Value, scale: Value, bias: Value]

/**
 * Outputs y = (W x - mean) / sqrt(variance + epsilon) * scale + bias, mean, biased variance; and what the gradient
 * reads again: the mean of x [C] and W S [K, C].
 */
export const normalizedExpansionOperator: CompositeOperator<Inputs, NormalizationAttributes> = {
  kind: 'composite',
  type: 'normalizedExpansion',
  expand: ({ inputs: [x, weight, scale, bias], attributes: { epsilon }, fail }) => {
    const [filters, channels] = [sizeAt(weight, 0), sizeAt(x, 1)]
    const isFitting = sameShape(weight.shape, [filters, channels, 1, 1])
    if (!isFitting || ![scale, bias].every(({ shape }) => sameShape(shape, [filters]))) {
      const shapes = [weight, scale, bias].map(({ shape }) => formatShape(shape)).join(', ')
      throw fail(
        `weight, scale and bias are ${shapes} for ${channels} channels of x`,
        `they must be [K, ${channels}, 1, 1], [K] and [K]`,
      )
    }
    const rows = reshape(weight, [filters, channels])
    const share = 1 / numbersPerChannel(x)
    const center = multiply(channelSums(x), share)
    // Not the mean of products less the product of means: that loses digits where a mean is far from zero.
    const centered = subtract(x, reshape(center, [channels, 1, 1]))
    const covariance = multiply(positionProducts(centered, centered), share)
    const spread = matmul(rows, covariance)
    const mean = reshape(matmul(rows, column(center)), [filters])
    const variance = maximum(rowSums(multiply(spread, rows)), 0)
    const factor = multiply(scale, inverseDeviation(variance, epsilon))
    const y = conv(x, multiply(weight, reshape(factor, [filters, 1, 1, 1])), {
      bias: subtract(bias, multiply(mean, factor)),
    })
    return [y, mean, variance, center, spread]
  },
  // With r = 1 / sqrt(variance + epsilon), n numbers in a channel and D = sum over positions of dy (x - m)^T:
  // dbias = sum(dy), dscale = r c with c = diag(D W^T), dW = scale r (D - r^2 c W S),
  // dx = W^T scale r (dy - dbias / n - r^2 c / n W (x - m)), where W^T (scale r^3 c / n) W is a small matrix.
  gradient: ({ inputs: [x, weight, scale], outputs, attributes: { epsilon }, upstream }) => {
    const [, , variance, center, spread] = outputs
    invariant(
      variance !== undefined && center !== undefined && spread !== undefined,
      'normalizedExpansion has five outputs',
    )
    const [filters, channels] = spread.shape as [number, number]
    const rows = reshape(weight, [filters, channels])
    const inverse = inverseDeviation(variance, epsilon)
    const factor = multiply(scale, inverse)
    const biasGradient = channelSums(upstream)
    const products = subtract(positionProducts(upstream, x), multiply(column(biasGradient), center))
    const scaleGradient = multiply(rowSums(multiply(products, rows)), inverse)
    const slope = multiply(scaleGradient, inverse)
    const weightGradient = (): Value => {
      const corrected = subtract(products, multiply(column(slope), spread))
      return reshape(multiply(column(factor), corrected), weight.shape)
    }
    const inputGradient = (): Value => {
      const share = 1 / numbersPerChannel(x)
      const back = swapLastAxes(multiply(rows, column(factor)))
      const through = negate(matmul(back, multiply(rows, column(multiply(slope, share)))))
      const shift = add(
        matmul(through, column(center)),
        matmul(back, column(multiply(biasGradient, share))),
      )
      return add(
        conv(upstream, reshape(back, [channels, filters, 1, 1])),
        conv(x, reshape(through, [channels, channels, 1, 1]), {
          bias: negate(reshape(shift, [channels])),
        }),
      )
    }
    return [inputGradient, weightGradient, () => scaleGradient, () => biasGradient]
  },
}

/** x [N, C, H, W], weight [K, C, 1, 1], scale and bias [K]; y is [N, K, H, W]. */
export function normalizedExpansion(
  x: Value,
  weight: Value,
  {
    scale,
    bias,
    epsilon,
  }: { readonly scale: Value; readonly bias: Value; readonly epsilon: number },
): BatchNormalized {
  const inputs = [x, weight, scale, bias] as const
  const [y, mean, variance] = callAll(normalizedExpansionOperator, inputs, { epsilon })
  const isComplete = y !== undefined && mean !== undefined && variance !== undefined
  invariant(isComplete, 'normalizedExpansion has five outputs')
  return { y, mean, variance }
}

/** [A, B]: the sum over samples and positions of a[n, :, i] b[n, :, i]^T. */
function positionProducts(a: Value, b: Value): Value {
  const flat = (x: Value): Value => reshape(x, [sizeAt(x, 0), sizeAt(x, 1), -1])
  return reduceSum(matmul(flat(a), swapLastAxes(flat(b))), { axes: [0] })
}

function rowSums(matrix: Value): Value {
  return reduceSum(matrix, { axes: [1] })
}

function column(vector: Value): Value {
  return reshape(vector, [-1, 1])
}
