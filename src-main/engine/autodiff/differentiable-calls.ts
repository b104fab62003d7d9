// Which calls a gradient has to walk through, and in which order.

import type { Call, Value } from '../graph/operator.ts'

export interface DifferentiableCall {
  readonly call: Call
  /** The inputs through which a path leads on to a wanted value. */
  readonly needed: ReadonlySet<Value>
}

/**
 * Calls on differentiable paths from `wanted` values to `loss`, every call before the calls it
 * depends on. Only output 0 of a call carries a gradient; an operator without one ends the path.
 */
export function differentiableCalls(
  loss: Value,
  wanted: ReadonlySet<Value>,
): readonly DifferentiableCall[] {
  const found: DifferentiableCall[] = []
  const leads = new Map<Value, boolean>()
  const pending: Value[] = [loss]
  // Depth first without recursion: networks are deeper than the call stack.
  for (let value = pending.at(-1); value !== undefined; value = pending.at(-1)) {
    const { source } = value
    const call = source.kind === 'call' && source.output === 0 ? source.call : undefined
    const isWanted = wanted.has(value) && value.dataType === 'float32'
    if (leads.has(value) || call === undefined || call.operator.gradient === null) {
      leads.set(value, leads.get(value) ?? isWanted)
      pending.pop()
      continue
    }
    const unseen = call.inputs.filter((input) => !leads.has(input))
    if (unseen.length > 0) {
      pending.push(...unseen)
      continue
    }
    const needed = new Set(call.inputs.filter((input) => leads.get(input) === true))
    leads.set(value, isWanted || needed.size > 0)
    if (needed.size > 0) found.push({ call, needed })
    pending.pop()
  }
  return found.reverse()
}
