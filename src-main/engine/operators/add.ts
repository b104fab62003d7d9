// a + b with broadcasting.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { Binary, NoAttributes, Operand } from './elementwise.ts'
import { inferBinary, toValues } from './elementwise.ts'

export const addOperator: PrimitiveOperator<Binary, NoAttributes> = {
  kind: 'primitive',
  type: 'Add',
  infer: inferBinary,
  gradient: ({ upstream }) => [() => upstream, () => upstream],
}

export function add(a: Operand, b: Operand): Value {
  return callOne(addOperator, toValues(a, b), {})
}
