// |x|, and the sign that its gradient needs.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { NoAttributes, Unary } from './elementwise.ts'
import { inferUnary } from './elementwise.ts'
import { multiply } from './multiply.ts'

/** -1, 0 or 1; piecewise constant, so no gradient. */
export const signOperator: PrimitiveOperator<Unary, NoAttributes> = {
  kind: 'primitive',
  type: 'Sign',
  infer: inferUnary,
  gradient: null,
}

export const absoluteOperator: PrimitiveOperator<Unary, NoAttributes> = {
  kind: 'primitive',
  type: 'Abs',
  infer: inferUnary,
  gradient: ({ inputs: [x], upstream }) => [() => multiply(upstream, sign(x))],
}

export function absolute(x: Value): Value {
  return callOne(absoluteOperator, [x], {})
}

export function sign(x: Value): Value {
  return callOne(signOperator, [x], {})
}
