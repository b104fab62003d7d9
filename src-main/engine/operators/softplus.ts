// log(1 + e^x) without overflow: the heart of binary cross-entropy with logits.

import type { CompositeOperator, Value } from '../graph/operator.ts'
import { absolute } from './absolute.ts'
import { add } from './add.ts'
import { callOne } from './call-one.ts'
import type { NoAttributes, Unary } from './elementwise.ts'
import { exponential } from './exponential.ts'
import { logarithm } from './logarithm.ts'
import { multiply } from './multiply.ts'
import { negate } from './negate.ts'
import { relu } from './relu.ts'
import { sigmoid } from './sigmoid.ts'

export const softplusOperator: CompositeOperator<Unary, NoAttributes> = {
  kind: 'composite',
  type: 'softplus',
  // max(x, 0) + log(1 + e^-|x|)
  expand: ({ inputs: [x] }) => [add(relu(x), logarithm(add(exponential(negate(absolute(x))), 1)))],
  gradient: ({ inputs: [x], upstream }) => [() => multiply(upstream, sigmoid(x))],
}

export function softplus(x: Value): Value {
  return callOne(softplusOperator, [x], {})
}
