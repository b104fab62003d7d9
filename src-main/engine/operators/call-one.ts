// Calls an operator through the graph of its first input and hands back output 0.

import { invariant } from '../../core/errors.ts'
import type { Attributes, Operator, Value } from '../graph/operator.ts'

export function callOne<I extends readonly Value[], A extends Attributes>(
  operator: Operator<I, A>,
  inputs: I,
  attributes: A,
): Value {
  return firstOf(callAll(operator, inputs, attributes), operator.type)
}

export function callAll<I extends readonly Value[], A extends Attributes>(
  operator: Operator<I, A>,
  inputs: I,
  attributes: A,
): readonly Value[] {
  return firstOf(inputs, operator.type).graph.call(operator, inputs, attributes)
}

function firstOf(values: readonly Value[], type: string): Value {
  const first = values[0]
  invariant(first !== undefined, `${type}: has neither inputs nor outputs`)
  return first
}
