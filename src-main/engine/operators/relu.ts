// max(x, 0).

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import { cast } from './cast.ts'
import { greater } from './compare.ts'
import type { NoAttributes, Unary } from './elementwise.ts'
import { inferUnary } from './elementwise.ts'
import { multiply } from './multiply.ts'

export const reluOperator: PrimitiveOperator<Unary, NoAttributes> = {
  kind: 'primitive',
  type: 'Relu',
  infer: inferUnary,
  // dx = dy [y > 0]. Reads y, not x, so that x need not stay in memory; a product of 0 and 1 is a
  // third faster than a choice.
  gradient: ({ output: y, upstream }) => [() => multiply(upstream, cast(greater(y, 0), 'float32'))],
}

export function relu(x: Value): Value {
  return callOne(reluOperator, [x], {})
}
