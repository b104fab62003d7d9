// Gradient of a convolution with respect to its weight.

import { invariant } from '../../core/errors.ts'
import type { Value } from '../graph/operator.ts'
import type { Shape } from '../graph/types.ts'
import { sizeAt } from './axes.ts'
import { concat } from './concat.ts'
import type { CallConv, ConvAttributes } from './conv-attributes.ts'
import { depthwiseWeightGradient } from './depthwise-weight-gradient.ts'
import { matmul, swapLastAxes } from './matmul.ts'
import { reduceSum } from './reduce.ts'
import { reshape } from './reshape.ts'
import { pad, slice } from './slice-and-pad.ts'
import { transpose } from './transpose.ts'

/** Below this many numbers in one filter the gradient is cheaper as one convolution. */
const FEW_WEIGHTS = 200

export function convWeightGradient(
  upstream: Value,
  x: Value,
  weightShape: Shape,
  attributes: ConvAttributes,
  callConv: CallConv,
): Value {
  const { kernel, groups } = attributes
  const taps = kernel[0] * kernel[1]
  const isDepthwise = groups > 1 && groups === weightShape[0] && weightShape[1] === 1
  if (isDepthwise) return depthwiseWeightGradient(upstream, x, attributes, callConv)
  if (groups === 1 && taps > 1 && sizeAt(x, 1) * taps < FEW_WEIGHTS) {
    return asConvolution(upstream, x, attributes, callConv)
  }
  return asMatrixProducts(upstream, x, weightShape, attributes)
}

/** dW^T = x^T conv dy^T: samples become channels, the upstream gradient the kernel. */
function asConvolution(
  upstream: Value,
  x: Value,
  attributes: ConvAttributes,
  callConv: CallConv,
): Value {
  const { kernel, strides, dilations, padding } = attributes
  const swap = [1, 0, 2, 3]
  const gradient = callConv(transpose(x, swap), transpose(upstream, swap), {
    kernel: [sizeAt(upstream, 2), sizeAt(upstream, 3)],
    strides: dilations,
    dilations: strides,
    padding,
    groups: 1,
  })
  // A strided convolution may leave a border of the input unread, which gives extra rows here.
  const cropped = slice(gradient, [
    { axis: 2, end: kernel[0] },
    { axis: 3, end: kernel[1] },
  ])
  return transpose(cropped, swap)
}

/** For every kernel tap (i, j): dW[:, :, i, j] = sum over n of dy[n] x_shifted[n]^T. */
function asMatrixProducts(
  upstream: Value,
  x: Value,
  weightShape: Shape,
  attributes: ConvAttributes,
): Value {
  const { groups } = attributes
  const [filters, channels] = weightShape
  invariant(filters !== undefined && channels !== undefined, 'conv: the weight has four axes')
  const samples = sizeAt(x, 0)
  const dy = reshape(upstream, [samples, groups, filters / groups, -1])
  const taps = shiftedInputs(x, upstream, attributes).map((shifted) => {
    const flat = reshape(shifted, [samples, groups, channels, -1])
    const products = matmul(dy, swapLastAxes(flat))
    return reshape(reduceSum(products, { axes: [0] }), [filters, channels, 1])
  })
  const [first, ...rest] = taps
  invariant(first !== undefined, 'conv: the kernel is empty')
  return reshape(concat([first, ...rest], 2), weightShape)
}

/** What each kernel tap sees of the input, row by row: [N, C, H', W'] each. */
function shiftedInputs(x: Value, upstream: Value, attributes: ConvAttributes): Value[] {
  const { kernel, strides, dilations, padding } = attributes
  const [top, left, bottom, right] = padding
  const padded = pad(x, [0, 0, top, left], [0, 0, bottom, right])
  const range = (axis: 2 | 3, tap: number) => {
    const start = tap * dilations[axis === 2 ? 0 : 1]
    const step = strides[axis === 2 ? 0 : 1]
    return { axis, start, end: start + (sizeAt(upstream, axis) - 1) * step + 1, step }
  }
  const shifted: Value[] = []
  for (let i = 0; i < kernel[0]; i++) {
    for (let j = 0; j < kernel[1]; j++) shifted.push(slice(padded, [range(2, i), range(3, j)]))
  }
  return shifted
}
