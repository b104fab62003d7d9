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

/**
 * What each kernel tap sees of the input, row by row: [N, C, H', W'] each. With strides the taps share few
 * reads across the stride, one for each remainder of their place, of which each then takes whole rows.
 */
function shiftedInputs(x: Value, upstream: Value, attributes: ConvAttributes): Value[] {
  const { kernel, strides, dilations, padding } = attributes
  const [top, left, bottom, right] = padding
  const padded = pad(x, [0, 0, top, left], [0, 0, bottom, right])
  const phases = new Map<string, Value>()
  const phaseAt = (row: number, column: number): Value => {
    const known = phases.get(`${row},${column}`)
    if (known !== undefined) return known
    const phase = slice(padded, [
      { axis: 2, start: row, step: strides[0] },
      { axis: 3, start: column, step: strides[1] },
    ])
    phases.set(`${row},${column}`, phase)
    return phase
  }
  const shifted: Value[] = []
  for (let i = 0; i < kernel[0]; i++) {
    for (let j = 0; j < kernel[1]; j++) {
      const [row, column] = [i * dilations[0], j * dilations[1]]
      const phase = phaseAt(row % strides[0], column % strides[1])
      const [down, along] = [Math.floor(row / strides[0]), Math.floor(column / strides[1])]
      shifted.push(
        slice(phase, [
          { axis: 2, start: down, end: down + sizeAt(upstream, 2) },
          { axis: 3, start: along, end: along + sizeAt(upstream, 3) },
        ]),
      )
    }
  }
  return shifted
}
