// The smaller or the larger of two, element by element with broadcasting.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import { greaterOrEqual } from './compare.ts'
import type { Binary, NoAttributes, Operand } from './elementwise.ts'
import { inferBinary, toValues } from './elementwise.ts'
import { where } from './where.ts'

export const maximumOperator: PrimitiveOperator<Binary, NoAttributes> = {
  kind: 'primitive',
  type: 'Max',
  infer: inferBinary,
  // On a tie the gradient goes to a.
  gradient: ({ inputs: [a, b], upstream }) => [
    () => where(greaterOrEqual(a, b), upstream, 0),
    () => where(greaterOrEqual(a, b), 0, upstream),
  ],
}

export const minimumOperator: PrimitiveOperator<Binary, NoAttributes> = {
  kind: 'primitive',
  type: 'Min',
  infer: inferBinary,
  gradient: ({ inputs: [a, b], upstream }) => [
    () => where(greaterOrEqual(b, a), upstream, 0),
    () => where(greaterOrEqual(b, a), 0, upstream),
  ],
}

export function maximum(a: Operand, b: Operand): Value {
  return callOne(maximumOperator, toValues(a, b), {})
}

export function minimum(a: Operand, b: Operand): Value {
  return callOne(minimumOperator, toValues(a, b), {})
}
