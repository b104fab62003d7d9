// Comparisons element by element with broadcasting; a truth value has no gradient.

import type { Fail, PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { Binary, NoAttributes, Operand, Unary } from './elementwise.ts'
import { inferBinary, inferComparison, inferUnary, toValues } from './elementwise.ts'

type Comparison = PrimitiveOperator<Binary, NoAttributes>

function comparison(type: string): Comparison {
  return { kind: 'primitive', type, infer: inferComparison, gradient: null }
}

export const equalOperator = comparison('Equal')
export const greaterOperator = comparison('Greater')
export const greaterOrEqualOperator = comparison('GreaterOrEqual')
export const lessOperator = comparison('Less')

function logical(type: string): Comparison {
  return { kind: 'primitive', type, infer: inferLogical, gradient: null }
}

const inferLogical: Comparison['infer'] = (call) => {
  requireBool(call.inputs[0], call.fail)
  return inferBinary(call)
}

export const andOperator = logical('And')
export const orOperator = logical('Or')

export const notOperator: PrimitiveOperator<Unary, NoAttributes> = {
  kind: 'primitive',
  type: 'Not',
  infer: (call) => {
    requireBool(call.inputs[0], call.fail)
    return inferUnary(call)
  },
  gradient: null,
}

export function equal(a: Operand, b: Operand): Value {
  return callOne(equalOperator, toValues(a, b), {})
}

export function greater(a: Operand, b: Operand): Value {
  return callOne(greaterOperator, toValues(a, b), {})
}

export function greaterOrEqual(a: Operand, b: Operand): Value {
  return callOne(greaterOrEqualOperator, toValues(a, b), {})
}

export function less(a: Operand, b: Operand): Value {
  return callOne(lessOperator, toValues(a, b), {})
}

export function logicalAnd(a: Value, b: Value): Value {
  return callOne(andOperator, [a, b], {})
}

export function logicalOr(a: Value, b: Value): Value {
  return callOne(orOperator, [a, b], {})
}

export function logicalNot(x: Value): Value {
  return callOne(notOperator, [x], {})
}

function requireBool(x: Value, fail: Fail): void {
  if (x.dataType !== 'bool') throw fail(`needs truth values, not ${x.dataType}`, 'compare first')
}
