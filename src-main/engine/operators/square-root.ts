// The square root.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import { divide } from './divide.ts'
import type { NoAttributes, Unary } from './elementwise.ts'
import { inferUnary } from './elementwise.ts'
import { multiply } from './multiply.ts'

export const squareRootOperator: PrimitiveOperator<Unary, NoAttributes> = {
  kind: 'primitive',
  type: 'Sqrt',
  infer: inferUnary,
  // dx = dy / (2 y)
  gradient: ({ output: y, upstream }) => [() => divide(multiply(upstream, 0.5), y)],
}

export function squareRoot(x: Value): Value {
  return callOne(squareRootOperator, [x], {})
}
