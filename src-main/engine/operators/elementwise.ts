// Shape rules shared by the element-wise operators: broadcasting pairs, and one-to-one maps.

import { invariant } from '../../core/errors.ts'
import type { Fail, Inference, Value } from '../graph/operator.ts'
import { broadcastShapes, formatShape } from '../graph/shape.ts'
import type { DataType, Shape, TensorType } from '../graph/types.ts'

export type NoAttributes = Readonly<Record<string, never>>
export type Unary = readonly [x: Value]
export type Binary = readonly [a: Value, b: Value]

/** A value, or a number that becomes a scalar constant of the other operand's data type. */
export type Operand = Value | number

export function inferUnary({ inputs: [x] }: Inference<Unary, unknown>): readonly TensorType[] {
  return [{ dataType: x.dataType, shape: x.shape }]
}

export function inferBinary({
  inputs: [a, b],
  fail,
}: Inference<Binary, unknown>): readonly TensorType[] {
  return [{ dataType: commonType(a, b, fail), shape: commonShape(a, b, fail) }]
}

/** Like `inferBinary` with a truth value for every element. */
export function inferComparison(call: Inference<Binary, unknown>): readonly TensorType[] {
  return inferBinary(call).map(({ shape }) => ({ dataType: 'bool', shape }))
}

export function commonShape(a: TensorType, b: TensorType, fail: Fail): Shape {
  const shape = broadcastShapes(a.shape, b.shape)
  if (shape !== null) return shape
  throw fail(
    `shapes ${formatShape(a.shape)} and ${formatShape(b.shape)} do not broadcast`,
    'each axis, counted from the last, must be equal or 1',
  )
}

export function commonType(a: TensorType, b: TensorType, fail: Fail): DataType {
  if (a.dataType === b.dataType) return a.dataType
  throw fail(`data types ${a.dataType} and ${b.dataType} differ`, 'cast one of them')
}

/** Turns a plain number among two operands into a constant. */
export function toValues(a: Operand, b: Operand): Binary {
  if (typeof a === 'number') {
    invariant(typeof b !== 'number', 'an operator between two numbers: compute it in TypeScript')
    return [b.graph.scalar(a, b.dataType), b]
  }
  return [a, typeof b === 'number' ? a.graph.scalar(b, a.dataType) : b]
}
