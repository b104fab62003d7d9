// a * b with broadcasting, and the square.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { Binary, NoAttributes, Operand } from './elementwise.ts'
import { inferBinary, toValues } from './elementwise.ts'

export const multiplyOperator: PrimitiveOperator<Binary, NoAttributes> = {
  kind: 'primitive',
  type: 'Mul',
  infer: inferBinary,
  // da = b * dy, db = a * dy
  gradient: ({ inputs: [a, b], upstream }) => [
    () => multiply(upstream, b),
    () => multiply(upstream, a),
  ],
}

export function multiply(a: Operand, b: Operand): Value {
  return callOne(multiplyOperator, toValues(a, b), {})
}

export function square(x: Value): Value {
  return multiply(x, x)
}
