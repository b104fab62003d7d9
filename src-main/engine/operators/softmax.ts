// Softmax and its logarithm along one axis. onnxruntime's own operators transpose for any axis but the
// last, which costs five times the work itself; there, elementary operators take their place.

import type { CompositeOperator, PrimitiveOperator, Value } from '../graph/operator.ts'
import { axisOf } from './axes.ts'
import { callOne } from './call-one.ts'
import { divide } from './divide.ts'
import type { Unary } from './elementwise.ts'
import { inferUnary } from './elementwise.ts'
import { exponential } from './exponential.ts'
import { logarithm } from './logarithm.ts'
import { multiply } from './multiply.ts'
import { int } from './onnx-attribute.ts'
import { reduceMax, reduceSum } from './reduce.ts'
import { subtract } from './subtract.ts'

export type SoftmaxAttributes = { readonly axis: number }

type Gradient = NonNullable<PrimitiveOperator<Unary, SoftmaxAttributes>['gradient']>

// dx = y (dy - sum(dy * y))
const softmaxGradient: Gradient = ({ output: y, attributes: { axis }, upstream }) => [
  () => multiply(y, subtract(upstream, sumAlong(multiply(upstream, y), axis))),
]

// dx = dy - e^y sum(dy)
const logSoftmaxGradient: Gradient = ({ output: y, attributes: { axis }, upstream }) => [
  () => subtract(upstream, multiply(exponential(y), sumAlong(upstream, axis))),
]

/** Along the last axis. */
export const softmaxOperator = primitive('Softmax', softmaxGradient)
export const logSoftmaxOperator = primitive('LogSoftmax', logSoftmaxGradient)

/** Along any axis. */
export const axisSoftmaxOperator: CompositeOperator<Unary, SoftmaxAttributes> = {
  kind: 'composite',
  type: 'softmax',
  expand: ({ inputs: [x], attributes: { axis } }) => {
    const powers = exponential(belowMaximum(x, axis))
    return [divide(powers, sumAlong(powers, axis))]
  },
  gradient: softmaxGradient,
}

export const axisLogSoftmaxOperator: CompositeOperator<Unary, SoftmaxAttributes> = {
  kind: 'composite',
  type: 'logSoftmax',
  expand: ({ inputs: [x], attributes: { axis } }) => {
    const shifted = belowMaximum(x, axis)
    return [subtract(shifted, logarithm(sumAlong(exponential(shifted), axis)))]
  },
  gradient: logSoftmaxGradient,
}

export function softmax(x: Value, axis: number): Value {
  const normalized = axisOf(x, axis, 'Softmax')
  const isLast = normalized === x.shape.length - 1
  return callOne(isLast ? softmaxOperator : axisSoftmaxOperator, [x], { axis: normalized })
}

export function logSoftmax(x: Value, axis: number): Value {
  const normalized = axisOf(x, axis, 'LogSoftmax')
  const isLast = normalized === x.shape.length - 1
  return callOne(isLast ? logSoftmaxOperator : axisLogSoftmaxOperator, [x], { axis: normalized })
}

/** x minus its maximum along the axis: the powers of e cannot overflow. */
export function belowMaximum(x: Value, axis: number): Value {
  return subtract(x, reduceMax(x, { axes: [axis], keepDims: true }))
}

export function sumAlong(x: Value, axis: number): Value {
  return reduceSum(x, { axes: [axis], keepDims: true })
}

function primitive(type: string, gradient: Gradient): PrimitiveOperator<Unary, SoftmaxAttributes> {
  return {
    kind: 'primitive',
    type,
    infer: inferUnary,
    onnx: ({ axis }) => ({ attributes: { axis: int(axis) } }),
    gradient,
  }
}
