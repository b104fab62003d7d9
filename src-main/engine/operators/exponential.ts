// e to the x.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { NoAttributes, Unary } from './elementwise.ts'
import { inferUnary } from './elementwise.ts'
import { multiply } from './multiply.ts'

export const exponentialOperator: PrimitiveOperator<Unary, NoAttributes> = {
  kind: 'primitive',
  type: 'Exp',
  infer: inferUnary,
  gradient: ({ output: y, upstream }) => [() => multiply(upstream, y)],
}

export function exponential(x: Value): Value {
  return callOne(exponentialOperator, [x], {})
}
