// Every tensor that persists between runs, declared while graphs are built: name, shape, first value.
// Knows no values; `initialTensor` makes them, each from a seed of its own name.

import { StudioError } from '../../core/errors.ts'
import { createRandom, deriveSeed } from '../../core/random.ts'
import type { Graph, Value } from '../graph/graph.ts'
import { elementCount, formatShape, sameShape } from '../graph/shape.ts'
import { createTensor, filledTensor } from '../graph/tensor.ts'
import type { Shape, Tensor } from '../graph/types.ts'

export type Initializer =
  /** Uniform in [-bound, bound). */
  | { readonly kind: 'uniform'; readonly bound: number }
  | { readonly kind: 'constant'; readonly value: number }

/** `pretrained`: from ImageNet weights; `new`: a head, which may learn faster. */
export type Origin = 'pretrained' | 'new'

export interface StateDeclaration {
  readonly name: string
  readonly shape: Shape
  readonly initializer: Initializer
  readonly origin: Origin
  /** Learned by gradient, measured by batch normalization, or kept by an optimizer. */
  readonly role: 'parameter' | 'statistic' | 'optimizer'
}

/** The states of one model over all graphs that use it. */
export class StateStore {
  readonly #declarations = new Map<string, StateDeclaration>()

  get declarations(): ReadonlyMap<string, StateDeclaration> {
    return this.#declarations
  }

  /** The state's value in `graph`. The same name may be declared again with the same shape. */
  declare(graph: Graph, declaration: StateDeclaration): Value {
    const { name, shape } = declaration
    const known = this.#declarations.get(name)
    if (known !== undefined && !sameShape(known.shape, shape)) {
      throw new StudioError(
        'invalidInput',
        `${name} is ${formatShape(known.shape)} in one graph and ${formatShape(shape)} in another; ` +
          `build both from one network configuration`,
      )
    }
    if (known === undefined) this.#declarations.set(name, declaration)
    return graph.state(name, shape)
  }
}

/** The first value of a state; the same seed and name give the same tensor in every order. */
export function initialTensor(
  { name, shape, initializer }: StateDeclaration,
  seed: number,
): Tensor {
  if (initializer.kind === 'constant') return filledTensor('float32', shape, initializer.value)
  const random = createRandom(deriveSeed(seed, name))
  const { bound } = initializer
  const data = new Float32Array(elementCount(shape))
  for (let i = 0; i < data.length; i++) data[i] = (2 * random.uniform() - 1) * bound
  return createTensor('float32', shape, data)
}

/** PyTorch's default for convolutions: uniform in ±1/sqrt(fanIn), for weights and biases. */
export function uniformFanIn(fanIn: number): Initializer {
  return { kind: 'uniform', bound: 1 / Math.sqrt(fanIn) }
}
