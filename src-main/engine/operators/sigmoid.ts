// 1 / (1 + e^-x).

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { NoAttributes, Unary } from './elementwise.ts'
import { inferUnary } from './elementwise.ts'
import { multiply } from './multiply.ts'
import { subtract } from './subtract.ts'

export const sigmoidOperator: PrimitiveOperator<Unary, NoAttributes> = {
  kind: 'primitive',
  type: 'Sigmoid',
  infer: inferUnary,
  // dx = dy * y * (1 - y)
  gradient: ({ output: y, upstream }) => [() => multiply(upstream, multiply(y, subtract(1, y)))],
}

export function sigmoid(x: Value): Value {
  return callOne(sigmoidOperator, [x], {})
}
