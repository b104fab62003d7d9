// a - b with broadcasting.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { Binary, NoAttributes, Operand } from './elementwise.ts'
import { inferBinary, toValues } from './elementwise.ts'
import { negate } from './negate.ts'

export const subtractOperator: PrimitiveOperator<Binary, NoAttributes> = {
  kind: 'primitive',
  type: 'Sub',
  infer: inferBinary,
  gradient: ({ upstream }) => [() => upstream, () => negate(upstream)],
}

export function subtract(a: Operand, b: Operand): Value {
  return callOne(subtractOperator, toValues(a, b), {})
}
