// The two optimizers as parts of a step graph: they read gradients and write parameters and moments.
// The learning rate is a feed, so that a schedule needs no new graph.

import type { Value } from '../graph/graph.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import type { StateStore } from '../layers/state-store.ts'
import { add } from '../operators/add.ts'
import { divide } from '../operators/divide.ts'
import { multiply, square } from '../operators/multiply.ts'
import { squareRoot } from '../operators/square-root.ts'
import { subtract } from '../operators/subtract.ts'

export interface Learned {
  /** A state of the graph. */
  readonly parameter: Value
  readonly gradient: Value
}

export interface SgdOptions {
  readonly learningRate: Value
  readonly momentum: number
  readonly weightDecay: number
}

/** PyTorch's form: g += decay w; v = momentum v + g; w -= rate v. */
export function applySgd(
  context: LayerContext,
  states: StateStore,
  learned: readonly (Learned & { /** On the learning rate. */ readonly rateFactor: number })[],
  options: SgdOptions,
): void {
  const { graph } = context
  const rates = new Map<number, Value>()
  for (const { parameter, gradient, rateFactor } of learned) {
    const velocity = moment(states, parameter, 'velocity')
    const decayed = add(gradient, multiply(parameter, options.weightDecay))
    const moved = add(multiply(velocity, options.momentum), decayed)
    const rate = rates.get(rateFactor) ?? multiply(options.learningRate, rateFactor)
    rates.set(rateFactor, rate)
    graph.update(velocity.name, moved)
    graph.update(parameter.name, subtract(parameter, multiply(moved, rate)))
  }
}

export interface AdamOptions {
  readonly learningRate: Value
  readonly betas: readonly [number, number]
  /** 1 - beta^t for both betas at step t = 1, 2, ... */
  readonly corrections: readonly [Value, Value]
}

const ADAM_EPSILON = 1e-8

/** m, v: moving means of g and g^2; w -= rate (m / c1) / (sqrt(v / c2) + epsilon). */
export function applyAdam(
  context: LayerContext,
  states: StateStore,
  learned: readonly Learned[],
  options: AdamOptions,
): void {
  const { graph } = context
  const [beta1, beta2] = options.betas
  for (const { parameter, gradient } of learned) {
    const first = moment(states, parameter, 'firstMoment')
    const second = moment(states, parameter, 'secondMoment')
    const mean = add(multiply(first, beta1), multiply(gradient, 1 - beta1))
    const meanSquare = add(multiply(second, beta2), multiply(square(gradient), 1 - beta2))
    const step = divide(
      divide(mean, options.corrections[0]),
      add(squareRoot(divide(meanSquare, options.corrections[1])), ADAM_EPSILON),
    )
    graph.update(first.name, mean)
    graph.update(second.name, meanSquare)
    graph.update(parameter.name, subtract(parameter, multiply(step, options.learningRate)))
  }
}

/** "optimizer.velocity.<parameter>", zero at first. */
function moment(states: StateStore, parameter: Value, kind: string): Value {
  return states.declare(parameter.graph, {
    name: `optimizer.${kind}.${parameter.name}`,
    shape: parameter.shape,
    initializer: { kind: 'constant', value: 0 },
    origin: 'new',
    role: 'optimizer',
  })
}
