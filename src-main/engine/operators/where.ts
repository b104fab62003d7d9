// Chooses a where the condition holds and b elsewhere, with broadcasting.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { NoAttributes, Operand } from './elementwise.ts'
import { commonShape, commonType, toValues } from './elementwise.ts'

type Inputs = readonly [condition: Value, a: Value, b: Value]

export const whereOperator: PrimitiveOperator<Inputs, NoAttributes> = {
  kind: 'primitive',
  type: 'Where',
  infer: ({ inputs: [condition, a, b], fail }) => {
    if (condition.dataType !== 'bool') {
      throw fail(`the condition is ${condition.dataType}, not bool`, 'compare first')
    }
    const dataType = commonType(a, b, fail)
    const shape = commonShape(condition, { dataType, shape: commonShape(a, b, fail) }, fail)
    return [{ dataType, shape }]
  },
  gradient: ({ inputs: [condition], upstream }) => [
    null,
    () => where(condition, upstream, 0),
    () => where(condition, 0, upstream),
  ],
}

export function where(condition: Value, a: Operand, b: Operand): Value {
  return callOne(whereOperator, [condition, ...toValues(a, b)], {})
}
