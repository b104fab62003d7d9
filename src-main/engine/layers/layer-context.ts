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

/**
 * Which statistics batch normalization takes: the batch's, which move the running ones; the batch's again, when
 * a pass repeats what was measured before; or the running ones.
 */
export type Normalization = 'batch' | 'repeated' | 'frozen'

export interface LayerContextOptions {
  readonly graph: Graph
  readonly states: StateStore
  readonly mode: LayerMode
  /** Names of statistics that stay as they are; none unless given. */
  readonly fixed?: ReadonlySet<string>
}

/**
 * `training`: batch statistics (see `pass`) and dropout; `inference`: running ones, no dropout;
 * `measuring`: batch statistics, whose share in the running ones is fed, no dropout.
 */
export type LayerMode = 'training' | 'inference' | 'measuring'

/** The feed of `measuring` graphs, a scalar: 1 / k for the k-th batch gives the mean over all batches. */
export const STATISTICS_SHARE = 'statisticsShare'
/** Share of a training batch in the running statistics (PyTorch's convention). */
const TRAINING_SHARE = 0.1

export class LayerContext {
  readonly graph: Graph
  readonly mode: LayerMode
  readonly #states: StateStore
  readonly #parameters = new Map<string, Value>()
  readonly #statistics = new Map<string, Value>()
  readonly #dropouts: DropoutInput[] = []
  readonly #fixed: ReadonlySet<string>
  #share: Value | null = null
  #origin: Origin = 'new'
  #pass = ''
  #normalization: Normalization = 'batch'

  constructor(options: LayerContextOptions) {
    this.graph = options.graph
    this.mode = options.mode
    this.#states = options.states
    this.#fixed = options.fixed ?? new Set()
  }

  /** Everything that learns, by name, in the order of first use. */
  get parameters(): ReadonlyMap<string, Value> {
    return this.#parameters
  }

  /** Feeds that the training loop must draw. */
  get dropouts(): readonly DropoutInput[] {
    return this.#dropouts
  }

  /** Of the open pass and scope; inference never takes a batch's statistics. */
  get normalization(): Normalization {
    const isFixed = this.#fixed.has(this.graph.scopedName('runningMean'))
    return this.mode === 'inference' || isFixed ? 'frozen' : this.#normalization
  }

  /** How much of a batch's statistics enters the running ones; the rest of them stays. */
  get statisticsShare(): Value | number {
    if (this.mode !== 'measuring') return TRAINING_SHARE
    this.#share ??= this.graph.input(STATISTICS_SHARE, 'float32', [])
    return this.#share
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

  /** Replaces a statistic for the next pass; a repeated pass leaves it. */
  measure(name: string, value: Value): void {
    if (this.#normalization === 'repeated') return
    this.#statistics.set(this.graph.scopedName(name), value)
  }

  /** A 0-or-scaled mask that multiplies activations of `shape` (size 1 broadcasts); null but in training. */
  dropout(name: string, shape: Shape, rate: number): Value | null {
    if (this.mode !== 'training') return null
    const feed = `dropout.${this.#pass}.${this.graph.scopedName(name)}`
    this.#dropouts.push({ feed, shape, rate })
    return this.graph.input(feed, 'float32', shape)
  }

  /** Writes the measured statistics back to their states; call once, after all passes. */
  commitStatistics(): void {
    if (this.mode === 'inference') {
      throw new StudioError(
        'invalidInput',
        'inference measures no statistics; build the graph for training or measuring',
      )
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
