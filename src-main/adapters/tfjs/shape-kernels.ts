// Operators that move elements, reduce or multiply matrices, on tfjs.

import { broadcastShapes } from '../../engine/graph/shape.ts'
import { argMaxOperator } from '../../engine/operators/arg-max.ts'
import { concatOperator } from '../../engine/operators/concat.ts'
import { expandOperator } from '../../engine/operators/expand.ts'
import { gatherOperator } from '../../engine/operators/gather.ts'
import { matmulOperator } from '../../engine/operators/matmul.ts'
import {
  reduceMaxOperator,
  reduceMeanOperator,
  reduceMinOperator,
  reduceSumOperator,
  reduceSumSquareOperator,
} from '../../engine/operators/reduce.ts'
import { reshapeOperator } from '../../engine/operators/reshape.ts'
import type { SliceAttributes } from '../../engine/operators/slice-and-pad.ts'
import { padOperator, sliceOperator } from '../../engine/operators/slice-and-pad.ts'
import { logSoftmaxOperator, softmaxOperator } from '../../engine/operators/softmax.ts'
import { transposeOperator } from '../../engine/operators/transpose.ts'
import type { Tf, TfTensor } from './tfjs-kernel.ts'
import { kernel } from './tfjs-kernel.ts'

export const SHAPE_KERNELS = [
  kernel(argMaxOperator, (tf, [x], { axis, keepDims }) => {
    const indices = tf.argMax(x, axis)
    return keepDims ? tf.expandDims(indices, axis) : indices
  }),
  kernel(concatOperator, (tf, inputs, { axis }) => tf.concat([...inputs], axis)),
  kernel(expandOperator, (tf, [x], { shape }) => tf.broadcastTo(x, [...shape])),
  kernel(gatherOperator, (tf, [x, indices], { axis }) => tf.gather(x, indices, axis)),
  kernel(matmulOperator, (tf, [a, b]) => batchedProduct(tf, a, b)),
  kernel(padOperator, (tf, [x], { before, after, value }) =>
    tf.pad(
      x,
      before.map((count, axis): [number, number] => [count, after[axis] ?? 0]),
      value,
    ),
  ),
  kernel(reduceMaxOperator, (tf, [x], { axes, keepDims }) => tf.max(x, [...axes], keepDims)),
  kernel(reduceMeanOperator, (tf, [x], { axes, keepDims }) => tf.mean(x, [...axes], keepDims)),
  kernel(reduceMinOperator, (tf, [x], { axes, keepDims }) => tf.min(x, [...axes], keepDims)),
  kernel(reduceSumOperator, (tf, [x], { axes, keepDims }) => tf.sum(x, [...axes], keepDims)),
  kernel(reduceSumSquareOperator, (tf, [x], { axes, keepDims }) =>
    tf.sum(tf.square(x), [...axes], keepDims),
  ),
  kernel(reshapeOperator, (tf, [x], { shape }) => tf.reshape(x, [...shape])),
  kernel(sliceOperator, (tf, [x], attributes) => stridedSlice(tf, x, attributes)),
  kernel(softmaxOperator, (tf, [x], { axis }) => tf.exp(logSoftmax(tf, x, axis))),
  kernel(logSoftmaxOperator, (tf, [x], { axis }) => logSoftmax(tf, x, axis)),
  kernel(transposeOperator, (tf, [x], { permutation }) => tf.transpose(x, [...permutation])),
]

/** tfjs's cpu backend mixes up the matrices when both sides broadcast: repeat them first. */
function batchedProduct(tf: Tf, a: TfTensor, b: TfTensor): TfTensor {
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)) ?? []
  const repeat = (x: TfTensor): TfTensor => tf.broadcastTo(x, [...batch, ...x.shape.slice(-2)])
  return tf.matMul(repeat(a), repeat(b))
}

/** tfjs's own takes the last axis alone. */
function logSoftmax(tf: Tf, x: TfTensor, axis: number): TfTensor {
  return tf.sub(x, tf.logSumExp(x, axis, true))
}

function stridedSlice(tf: Tf, x: TfTensor, attributes: SliceAttributes): TfTensor {
  const { axes, starts, ends, steps } = attributes
  const begin = x.shape.map(() => 0)
  const end = [...x.shape]
  const strides = x.shape.map(() => 1)
  let endMask = 0
  for (const [index, axis] of axes.entries()) {
    begin[axis] = starts[index] ?? 0
    end[axis] = ends[index] ?? 0
    strides[axis] = steps[index] ?? 1
    // A negative end means "past the first element", which tfjs says by ignoring the end.
    if ((ends[index] ?? 0) < 0) endMask |= 1 << axis
  }
  return tf.stridedSlice(x, begin, end, strides, 0, endMask)
}
