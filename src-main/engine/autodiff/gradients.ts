// Reverse-mode differentiation, graph to graph: walks the calls backwards and asks each operator for
// the gradients of its inputs. Broadcasting is undone here, once, and in no operator.

import { StudioError, invariant } from '../../core/errors.ts'
import type { Value } from '../graph/operator.ts'
import { formatShape, sameShape } from '../graph/shape.ts'
import { add } from '../operators/add.ts'
import { expand } from '../operators/expand.ts'
import { reduceSum } from '../operators/reduce.ts'
import { reshape } from '../operators/reshape.ts'
import type { DifferentiableCall } from './differentiable-calls.ts'
import { differentiableCalls } from './differentiable-calls.ts'

export interface GradientOptions {
  /** Gradient of the final result with respect to `loss`; default 1, for which it must be a scalar. */
  readonly upstream?: Value
  /** Gives zeros instead of an error for a value that the loss does not depend on. Default false. */
  readonly allowUnreachable?: boolean
}

/**
 * The gradient of `loss` with respect to each value, in the same order and of the same shapes.
 * Throws `invalidInput` when no differentiable path leads from a value to the loss.
 */
export function gradients(
  loss: Value,
  withRespectTo: readonly Value[],
  options: GradientOptions = {},
): Value[] {
  const { graph } = loss
  const sums = new Map<Value, Value>([[loss, options.upstream ?? unitUpstream(loss)]])
  for (const step of differentiableCalls(loss, new Set(withRespectTo))) {
    const { scope } = step.call
    graph.scopeAt(scope === '' ? 'backward' : `backward.${scope}`, () => {
      propagate(step, sums)
    })
  }
  return withRespectTo.map((value) => {
    const gradient = sums.get(value)
    if (gradient !== undefined) return gradient
    if (options.allowUnreachable === true) return expand(graph.scalar(0), value.shape)
    throw new StudioError(
      'invalidInput',
      `gradients: no differentiable path leads from ${value.name} to ${loss.name}; use the value ` +
        'in the loss, remove a stopGradient, or pass allowUnreachable',
    )
  })
}

function unitUpstream(loss: Value): Value {
  invariant(
    loss.shape.every((size) => size === 1),
    `gradients: ${loss.name} ${formatShape(loss.shape)} is no scalar; reduce it or pass upstream`,
  )
  return expand(loss.graph.scalar(1), loss.shape)
}

function propagate({ call, needed }: DifferentiableCall, sums: Map<Value, Value>): void {
  const { operator, inputs, outputs, attributes } = call
  const [output] = outputs
  invariant(
    output !== undefined && operator.gradient !== null,
    `${call.name} is not differentiable`,
  )
  const upstream = sums.get(output)
  // Every reader of the output had no gradient for it, as batch normalization for given statistics.
  if (upstream === undefined) return
  const rules = operator.gradient({ inputs, output, outputs, attributes, upstream })
  for (const [index, input] of inputs.entries()) {
    const rule = rules[index]
    if (!needed.has(input) || rule === null || rule === undefined) continue
    const gradient = fit(rule(), input)
    const sum = sums.get(input)
    sums.set(input, sum === undefined ? gradient : add(sum, gradient))
  }
}

/** Sums what broadcasting repeated and repeats what a reduction summed. */
function fit(gradient: Value, input: Value): Value {
  if (sameShape(gradient.shape, input.shape)) return gradient
  const surplus = gradient.shape.length - input.shape.length
  const summed = gradient.shape.flatMap((size, axis) => {
    const isRepeated = axis < surplus || (size !== 1 && input.shape[axis - surplus] === 1)
    return isRepeated ? [axis] : []
  })
  const sum = summed.length === 0 ? gradient : reduceSum(gradient, { axes: summed, keepDims: true })
  const aligned = surplus > 0 ? reshape(sum, sum.shape.slice(surplus)) : sum
  return expand(aligned, input.shape)
}
