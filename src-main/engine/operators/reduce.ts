// Sums, means and maxima over axes.

import type { Inference, PrimitiveOperator, Value } from '../graph/operator.ts'
import { reducedShape } from '../graph/shape.ts'
import { int64Tensor } from '../graph/tensor.ts'
import type { Shape, TensorType } from '../graph/types.ts'
import { axesOf, sizeAt } from './axes.ts'
import { callOne } from './call-one.ts'
import type { Unary } from './elementwise.ts'
import { multiply } from './multiply.ts'
import { int } from './onnx-attribute.ts'
import { reshape } from './reshape.ts'

/** `axes` are sorted and count from the front. */
export type ReduceAttributes = { readonly axes: readonly number[]; readonly keepDims: boolean }

export interface ReduceOptions {
  /** Default: all axes. A negative axis counts from the end. */
  readonly axes?: readonly number[]
  /** Keeps reduced axes with size 1. Default false. */
  readonly keepDims?: boolean
}

type ReduceOperator = PrimitiveOperator<Unary, ReduceAttributes>

function reduction(type: string, gradient: ReduceOperator['gradient']): ReduceOperator {
  return { kind: 'primitive', type, infer: inferReduction, onnx: onnxReduction, gradient }
}

// The walk expands these gradients to the shape of x.
export const reduceSumOperator = reduction('ReduceSum', ({ inputs: [x], attributes, upstream }) => [
  () => reshape(upstream, keptShape(x, attributes)),
])

export const reduceMeanOperator = reduction(
  'ReduceMean',
  ({ inputs: [x], attributes, upstream }) => [
    () => multiply(reshape(upstream, keptShape(x, attributes)), 1 / reducedCount(x, attributes)),
  ],
)

// dx = 2 x dy
export const reduceSumSquareOperator = reduction(
  'ReduceSumSquare',
  ({ inputs: [x], attributes, upstream }) => [
    () => multiply(multiply(reshape(upstream, keptShape(x, attributes)), 2), x),
  ],
)

export const reduceMaxOperator = reduction('ReduceMax', null)
export const reduceMinOperator = reduction('ReduceMin', null)

export function reduceSum(x: Value, options: ReduceOptions = {}): Value {
  return reduce(reduceSumOperator, x, options)
}

export function reduceMean(x: Value, options: ReduceOptions = {}): Value {
  return reduce(reduceMeanOperator, x, options)
}

/** The sum of squares: faster than a square and a sum. */
export function reduceSumSquare(x: Value, options: ReduceOptions = {}): Value {
  return reduce(reduceSumSquareOperator, x, options)
}

/** No gradient flows through it. */
export function reduceMax(x: Value, options: ReduceOptions = {}): Value {
  return reduce(reduceMaxOperator, x, options)
}

/** No gradient flows through it. */
export function reduceMin(x: Value, options: ReduceOptions = {}): Value {
  return reduce(reduceMinOperator, x, options)
}

function reduce(operator: ReduceOperator, x: Value, options: ReduceOptions): Value {
  const axes = axesOf(x, options.axes, operator.type)
  if (axes.length === 0 && operator.type !== 'ReduceSumSquare') return x
  return callOne(operator, [x], { axes, keepDims: options.keepDims ?? false })
}

function inferReduction({
  inputs: [x],
  attributes: { axes, keepDims },
}: Inference<Unary, ReduceAttributes>): readonly TensorType[] {
  return [{ dataType: x.dataType, shape: reducedShape(x.shape, axes, keepDims) }]
}

function onnxReduction({ axes, keepDims }: ReduceAttributes) {
  return {
    attributes: { keepdims: int(keepDims ? 1 : 0) },
    constants: [int64Tensor([axes.length], axes)],
  }
}

function keptShape(x: Value, { axes }: ReduceAttributes): Shape {
  return reducedShape(x.shape, axes, true)
}

function reducedCount(x: Value, { axes }: ReduceAttributes): number {
  return axes.reduce((count, axis) => count * sizeAt(x, axis), 1)
}
