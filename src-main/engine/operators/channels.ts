// Arithmetic with one number for each channel of [N, C, H, W], in the forms that run fastest.

import type { Fail, Value } from '../graph/operator.ts'
import { elementCount, formatShape } from '../graph/shape.ts'
import { add } from './add.ts'
import { sizeAt } from './axes.ts'
import { conv } from './conv.ts'
import { divide } from './divide.ts'
import { matmul, swapLastAxes } from './matmul.ts'
import { multiply } from './multiply.ts'
import { reduceSum } from './reduce.ts'
import { reshape } from './reshape.ts'
import { squareRoot } from './square-root.ts'

/**
 * [C]: the sum of each channel, first of each image: reducing the last axis is what every provider
 * does best.
 */
export function channelSums(x: Value): Value {
  const rows = reshape(x, [sizeAt(x, 0), sizeAt(x, 1), -1])
  return reduceSum(reduceSum(rows, { axes: [2] }), { axes: [0] })
}

/** How many numbers of x belong to one channel. */
export function numbersPerChannel(x: Value): number {
  return elementCount(x.shape) / sizeAt(x, 1)
}

/**
 * [C]: the sum of a * b in each channel. As one scalar product a sample and channel it needs no
 * temporary tensor and takes a quarter of the time of ReduceSumSquare.
 */
export function channelProducts(a: Value, b: Value): Value {
  const [samples, channels] = [sizeAt(a, 0), sizeAt(a, 1)]
  const rows = (x: Value): Value => reshape(x, [samples * channels, 1, -1])
  const products = matmul(rows(a), swapLastAxes(rows(b)))
  return reduceSum(reshape(products, [samples, channels]), { axes: [0] })
}

/**
 * x * scale + shift for each channel. With a shift, as a 1x1 depthwise convolution: one pass, on all
 * threads, and the runtime fuses a following ReLU into it; BatchNormalization runs on one thread.
 */
export function scaleAndShift(x: Value, scale: Value, shift?: Value): Value {
  const channels = sizeAt(x, 1)
  if (shift === undefined) return multiply(x, perChannel(scale, x))
  if (x.shape.length !== 4) return add(multiply(x, perChannel(scale, x)), perChannel(shift, x))
  return conv(x, reshape(scale, [channels, 1, 1, 1]), { groups: channels, bias: shift })
}

/** [C] to [C, 1, 1], which broadcasts against x. */
function perChannel(statistic: Value, x: Value): Value {
  return reshape(statistic, [-1, ...x.shape.slice(2).map(() => 1)])
}

/** 1 / sqrt(variance + epsilon) */
export function inverseDeviation(variance: Value, epsilon: number): Value {
  return divide(1, squareRoot(add(variance, epsilon)))
}

export function requireChannels(x: Value, statistics: readonly Value[], fail: Fail): void {
  const channels = x.shape[1]
  if (channels === undefined) {
    throw fail(`x has shape ${formatShape(x.shape)}`, 'it needs a batch axis and a channel axis')
  }
  for (const { shape } of statistics) {
    if (shape.length === 1 && shape[0] === channels) continue
    throw fail(
      `a statistic of shape ${formatShape(shape)} for ${channels} channels of x`,
      `scale, bias, mean and variance must be [${channels}]`,
    )
  }
}
