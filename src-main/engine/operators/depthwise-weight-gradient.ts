// Gradient of a depthwise convolution with respect to its weight, in two forms that need no pass over
// the image for each kernel tap.

import { invariant } from '../../core/errors.ts'
import type { Value } from '../graph/operator.ts'
import { createTensor } from '../graph/tensor.ts'
import type { Shape, Tensor } from '../graph/types.ts'
import { sizeAt } from './axes.ts'
import { concat } from './concat.ts'
import type { CallConv, ConvAttributes } from './conv-attributes.ts'
import { matmul, swapLastAxes } from './matmul.ts'
import { reduceSum } from './reduce.ts'
import { reshape } from './reshape.ts'
import { pad, slice } from './slice-and-pad.ts'

/** Widths up to this make products of rows cheaper than a convolution (measured on 2 threads). */
const NARROW = 64

/** x [N, C, H, W] and dy [N, C, H', W'] give [C, 1, kh, kw]. */
export function depthwiseWeightGradient(
  upstream: Value,
  x: Value,
  attributes: ConvAttributes,
  callConv: CallConv,
): Value {
  const isDense = attributes.strides.every((stride) => stride === 1)
  return isDense && sizeAt(upstream, 3) <= NARROW
    ? asRowProducts(upstream, x, attributes)
    : asGroupedConvolution(upstream, x, attributes, callConv)
}

/** Every sample's every channel is a group, its gradient the kernel; strides and dilations swap. */
function asGroupedConvolution(
  upstream: Value,
  x: Value,
  attributes: ConvAttributes,
  callConv: CallConv,
): Value {
  const [samples, channels, height, width] = sizes(x)
  const { kernel, strides, dilations, padding } = attributes
  const [rows, columns] = [sizeAt(upstream, 2), sizeAt(upstream, 3)]
  const groups = samples * channels
  const gradient = callConv(
    reshape(x, [1, groups, height, width]),
    reshape(upstream, [groups, 1, rows, columns]),
    { kernel: [rows, columns], strides: dilations, dilations: strides, padding, groups },
  )
  // A strided convolution may leave a border of the input unread, which gives extra rows here.
  const cropped = slice(gradient, [
    { axis: 2, end: kernel[0] },
    { axis: 3, end: kernel[1] },
  ])
  return sumSamples(cropped, samples, [channels, 1, ...kernel])
}

/**
 * For kernel row i: products[w, q] = sum over h of dy[h, w] x[h + i, q] hold dW[i, j] on the diagonal
 * q = w + j, summed by a product with a constant 0/1 matrix. Multiplies W times too often, yet faster.
 */
function asRowProducts(upstream: Value, x: Value, attributes: ConvAttributes): Value {
  const [samples, channels, , width] = sizes(x)
  const { kernel, dilations, padding } = attributes
  const [rows, columns] = [sizeAt(upstream, 2), sizeAt(upstream, 3)]
  const padded = pad(x, [0, 0, padding[0], 0], [0, 0, padding[2], 0])
  const diagonals = x.graph.constant(diagonalMatrix(columns, width, attributes))
  const gradients = Array.from({ length: kernel[0] }, (_, i) => {
    const start = i * dilations[0]
    const shifted = slice(padded, [{ axis: 2, start, end: start + rows }])
    const products = matmul(swapLastAxes(upstream), shifted)
    const row = matmul(reshape(products, [samples * channels, -1]), diagonals)
    return sumSamples(row, samples, [channels, 1, 1, kernel[1]])
  })
  const [first, ...rest] = gradients
  invariant(first !== undefined, 'conv: the kernel is empty')
  return concat([first, ...rest], 2)
}

/** [columns * width, kw]: 1 where input column q lies under tap j of output column w. */
function diagonalMatrix(columns: number, width: number, attributes: ConvAttributes): Tensor {
  const { kernel, dilations, padding } = attributes
  const matrix = new Float32Array(columns * width * kernel[1])
  for (let w = 0; w < columns; w++) {
    for (let j = 0; j < kernel[1]; j++) {
      const q = w + j * dilations[1] - padding[1]
      if (q >= 0 && q < width) matrix[(w * width + q) * kernel[1] + j] = 1
    }
  }
  return createTensor('float32', [columns * width, kernel[1]], matrix)
}

function sumSamples(gradients: Value, samples: number, shape: Shape): Value {
  return reduceSum(reshape(gradients, [samples, ...shape]), { axes: [0] })
}

function sizes(x: Value): readonly [number, number, number, number] {
  return [sizeAt(x, 0), sizeAt(x, 1), sizeAt(x, 2), sizeAt(x, 3)]
}
