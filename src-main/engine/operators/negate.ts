// -x.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { NoAttributes, Unary } from './elementwise.ts'
import { inferUnary } from './elementwise.ts'

export const negateOperator: PrimitiveOperator<Unary, NoAttributes> = {
  kind: 'primitive',
  type: 'Neg',
  infer: inferUnary,
  gradient: ({ upstream }) => [() => negate(upstream)],
}

export function negate(x: Value): Value {
  return callOne(negateOperator, [x], {})
}
