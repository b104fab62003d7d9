// The natural logarithm.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import { divide } from './divide.ts'
import type { NoAttributes, Unary } from './elementwise.ts'
import { inferUnary } from './elementwise.ts'

export const logarithmOperator: PrimitiveOperator<Unary, NoAttributes> = {
  kind: 'primitive',
  type: 'Log',
  infer: inferUnary,
  gradient: ({ inputs: [x], upstream }) => [() => divide(upstream, x)],
}

export function logarithm(x: Value): Value {
  return callOne(logarithmOperator, [x], {})
}
