// Matrix product over the last two axes; leading axes broadcast.

import type { Fail, PrimitiveOperator, Value } from '../graph/operator.ts'
import { broadcastShapes, formatShape } from '../graph/shape.ts'
import type { Shape } from '../graph/types.ts'
import { callOne } from './call-one.ts'
import type { Binary, NoAttributes } from './elementwise.ts'
import { commonType } from './elementwise.ts'
import { transpose } from './transpose.ts'

export const matmulOperator: PrimitiveOperator<Binary, NoAttributes> = {
  kind: 'primitive',
  type: 'MatMul',
  infer: ({ inputs: [a, b], fail }) => [
    { dataType: commonType(a, b, fail), shape: productShape(a.shape, b.shape, fail) },
  ],
  // da = dy b^T, db = a^T dy; broadcast leading axes are summed by the walk.
  gradient: ({ inputs: [a, b], upstream }) => [
    () => matmul(upstream, swapLastAxes(b)),
    () => matmul(swapLastAxes(a), upstream),
  ],
}

/** [..., m, k] times [..., k, n] gives [..., m, n]. */
export function matmul(a: Value, b: Value): Value {
  return callOne(matmulOperator, [a, b], {})
}

/** The transposed matrices of a tensor of rank 2 or more. */
export function swapLastAxes(x: Value): Value {
  const rank = x.shape.length
  const axes = x.shape.map((_, axis) => axis)
  return transpose(x, [...axes.slice(0, rank - 2), rank - 1, rank - 2])
}

function productShape(a: Shape, b: Shape, fail: Fail): Shape {
  const [m, k] = a.slice(-2)
  const [rows, n] = b.slice(-2)
  const batch = broadcastShapes(a.slice(0, -2), b.slice(0, -2))
  if (m !== undefined && n !== undefined && k === rows && batch !== null) return [...batch, m, n]
  throw fail(
    `${formatShape(a)} times ${formatShape(b)} is no matrix product`,
    'the last axis of a must equal the last but one of b, leading axes must broadcast',
  )
}
