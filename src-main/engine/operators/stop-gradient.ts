// The value itself, through which no gradient flows.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { NoAttributes, Unary } from './elementwise.ts'
import { inferUnary } from './elementwise.ts'

export const stopGradientOperator: PrimitiveOperator<Unary, NoAttributes> = {
  kind: 'primitive',
  type: 'Identity',
  infer: inferUnary,
  gradient: null,
}

export function stopGradient(x: Value): Value {
  return callOne(stopGradientOperator, [x], {})
}
