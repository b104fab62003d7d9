// a / b with broadcasting.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { Binary, NoAttributes, Operand } from './elementwise.ts'
import { inferBinary, toValues } from './elementwise.ts'
import { multiply } from './multiply.ts'
import { negate } from './negate.ts'

export const divideOperator: PrimitiveOperator<Binary, NoAttributes> = {
  kind: 'primitive',
  type: 'Div',
  infer: inferBinary,
  // da = dy / b, db = -dy * y / b
  gradient: ({ inputs: [, b], output: y, upstream }) => [
    () => divide(upstream, b),
    () => negate(divide(multiply(upstream, y), b)),
  ],
}

export function divide(a: Operand, b: Operand): Value {
  return callOne(divideOperator, toValues(a, b), {})
}
