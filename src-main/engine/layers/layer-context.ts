// What a layer needs to build itself: the graph, the model's states, and how statistics are taken.
// One context per graph; a network is applied several times in it and shares its weights by name.

import { StudioError } from '../../core/errors.ts'
import type { Graph, Value } from '../graph/graph.ts'
import type { Shape } from '../graph/types.ts'
import type { Initializer, Origin, StateStore } from './state-store.ts'

/** A feed of 0 and 1 / (1 - rate), drawn anew for every run (see `drawDropout`). */
export interface DropoutInput {
  readonly feed: string
  readonly shape: Shape
  /** Share of zeros, 0..1. */
  readonly rate: number
}

/** Which statistics batch normalization takes: the batch's, which move the running ones, or those. */
export type Normalization = 'batch' | 'frozen'

export interface LayerContextOptions {
  readonly graph: Graph
  readonly states: StateStore
  /** `training`: batch statistics (see `pass`) and dropout; `inference`: running ones, no dropout. */
  readonly mode: 'training' | 'inference'
}

export class LayerContext {
  readonly graph: Graph
  readonly mode: 'training' | 'inference'
  readonly #states: StateStore
  readonly #parameters = new Map<string, Value>()
  readonly #statistics = new Map<string, Value>()
  readonly #dropouts: DropoutInput[] = []
  #origin: Origin = 'new'
  #pass = ''
  #normalization: Normalization = 'batch'

  constructor(options: LayerContextOptions) {
    this.graph = options.graph
    this.mode = options.mode
    this.#states = options.states
  }

  /** Everything that learns, by name, in the order of first use. */
  get parameters(): ReadonlyMap<string, Value> {
    return this.#parameters
  }

  /** Feeds that the training loop must draw. */
  get dropouts(): readonly DropoutInput[] {
    return this.#dropouts
  }

  /** Of the open pass; inference never takes a batch's statistics. */
  get normalization(): Normalization {
    return this.mode === 'inference' ? 'frozen' : this.#normalization
  }

  /** Layers built inside `body` have their weights from ImageNet. */
  pretrained<T>(body: () => T): T {
    const outer = this.#origin
    this.#origin = 'pretrained'
    try {
      return body()
    } finally {
      this.#origin = outer
    }
  }

  /**
   * Names the batch that flows through the layers inside `body`, such as "source". In a `frozen` pass
   * the parameters still learn, while running statistics are used and stay as they are.
   */
  pass<T>(name: string, body: () => T, normalization = this.#normalization): T {
    const [outerPass, outerNormalization] = [this.#pass, this.#normalization]
    this.#pass = name
    this.#normalization = normalization
    try {
      return body()
    } finally {
      this.#pass = outerPass
      this.#normalization = outerNormalization
    }
  }

  /** A learned tensor named under the open scopes. */
  parameter(name: string, shape: Shape, initializer: Initializer): Value {
    const value = this.#declare(name, shape, initializer, 'parameter')
    this.#parameters.set(value.name, value)
    return value
  }

  /** A measured tensor; passes of one graph see the value that the pass before left. */
  statistic(name: string, shape: Shape, first: number): Value {
    const initializer: Initializer = { kind: 'constant', value: first }
    const value = this.#declare(name, shape, initializer, 'statistic')
    return this.#statistics.get(value.name) ?? value
  }

  /** Replaces a statistic for the next pass. */
  measure(name: string, value: Value): void {
    this.#statistics.set(this.graph.scopedName(name), value)
  }

  /** A 0-or-scaled mask that multiplies activations of `shape` (size 1 broadcasts); null in inference. */
  dropout(name: string, shape: Shape, rate: number): Value | null {
    if (this.mode === 'inference') return null
    const feed = `dropout.${this.#pass}.${this.graph.scopedName(name)}`
    this.#dropouts.push({ feed, shape, rate })
    return this.graph.input(feed, 'float32', shape)
  }

  /** Writes the measured statistics back to their states; call once, after all passes. */
  commitStatistics(): void {
    if (this.mode === 'inference') {
      throw new StudioError('invalidInput', 'statistics are measured in training graphs alone')
    }
    for (const [name, value] of this.#statistics) this.graph.update(name, value)
  }

  #declare(
    name: string,
    shape: Shape,
    initializer: Initializer,
    role: 'parameter' | 'statistic',
  ): Value {
    return this.#states.declare(this.graph, {
      name: this.graph.scopedName(name),
      shape,
      initializer,
      origin: this.#origin,
      role,
    })
  }
}
