// The hyperbolic tangent.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { NoAttributes, Unary } from './elementwise.ts'
import { inferUnary } from './elementwise.ts'
import { multiply, square } from './multiply.ts'
import { subtract } from './subtract.ts'

export const tanhOperator: PrimitiveOperator<Unary, NoAttributes> = {
  kind: 'primitive',
  type: 'Tanh',
  infer: inferUnary,
  // dx = dy * (1 - y^2)
  gradient: ({ output: y, upstream }) => [() => multiply(upstream, subtract(1, square(y)))],
}

export function tanh(x: Value): Value {
  return callOne(tanhOperator, [x], {})
}
