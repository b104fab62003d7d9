// The parts that step graphs have in common: feeds, the network's passes, and the optimizers' end.

import { invariant } from '../../core/errors.ts'
import { gradients } from '../autodiff/gradients.ts'
import type { Value } from '../graph/graph.ts'
import { Graph } from '../graph/graph.ts'
import { LayerContext } from '../layers/layer-context.ts'
import type { StateStore } from '../layers/state-store.ts'
import type { SegmentationLoss } from '../losses/segmentation-loss.ts'
import { segmentationLoss } from '../losses/segmentation-loss.ts'
import type { Encoding, Logits, NetworkConfig } from '../networks/segmentation-network.ts'
import { add } from '../operators/add.ts'
import { resizeBilinear } from '../operators/composite/resize.ts'
import { applyAdam, applySgd } from '../training/optimizers.ts'
import type { BatchName, StepProgram } from '../training/training-plan.ts'
import {
  ADAM_BETAS,
  ADAM_CORRECTIONS,
  DISCRIMINATOR_RATE,
  LEARNING_RATE,
  imageFeed,
  labelsFeed,
} from '../training/training-plan.ts'
import type { MethodOptions } from './method.ts'

export interface TrainingStep {
  readonly graph: Graph
  readonly context: LayerContext
  readonly states: StateStore
  readonly options: MethodOptions
  readonly network: NetworkConfig
  /** Logits by the side they were resized to: the cross-entropy and the discriminator may share them. */
  readonly resized: Map<Value, Map<number, Value>>
  /** What flowed back so far: the gradient of every parameter that a loss has reached. */
  readonly slopes: Map<Value, Value>
  /** Everything that must be computed before the next batch enters the network. */
  readonly pending: Value[]
  /** Of the batch that entered last, when it passed the encoder in parts. */
  seam: Seam | null
}

/** Where a batch is whole again that passed the encoder in parts: what lies before it learns part by part. */
export interface Seam {
  readonly batch: BatchName
  /** Images of each part. */
  readonly parts: readonly Value[]
  /** Of the whole batch; leaves for the gradients of what comes behind. */
  readonly encoding: Encoding
  /** Names of the parameters before the seam. */
  readonly encoderParameters: ReadonlySet<string>
}

/** Who learns from a loss. The parameters of the segmentation network are named by its scope. */
export type Player = 'network' | 'discriminators'

const NETWORK_SCOPE = 'network.'

export function beginStep(
  states: StateStore,
  options: MethodOptions,
  network: NetworkConfig,
): TrainingStep {
  const graph = new Graph()
  const context = new LayerContext({ graph, states, mode: 'training' })
  return {
    graph,
    context,
    states,
    options,
    network,
    resized: new Map(),
    slopes: new Map(),
    pending: [],
    seam: null,
  }
}

/** Of the first time that a batch passes. */
export function normalizationOf({ options }: TrainingStep): 'batch' | 'frozen' {
  return options.hyperparameters.normalization === 'frozen' ? 'frozen' : 'batch'
}

/** Logits, or maps like them, at `factor` of the side of the images. */
export function resizedLogits(step: TrainingStep, logits: Value, factor: number): Value {
  const side = Math.round(step.options.cropSizePx * factor)
  const known = step.resized.get(logits)?.get(side)
  if (known !== undefined) return known
  const resized = resizeBilinear(logits, [side, side], { alignCorners: true })
  step.resized.set(logits, new Map(step.resized.get(logits)).set(side, resized))
  return resized
}

/** The cross-entropy of a batch with its labels, at the size of the images. */
export function supervise(step: TrainingStep, batch: BatchName, logits: Logits): SegmentationLoss {
  const { main, auxiliary } = logits
  const full = {
    main: resizedLogits(step, main, 1),
    auxiliary: auxiliary === null ? null : resizedLogits(step, auxiliary, 1),
  }
  const { hyperparameters, classWeights } = step.options
  const { auxiliaryWeight } = hyperparameters
  return segmentationLoss(full, labelsOf(step, batch), { auxiliaryWeight, classWeights })
}

function labelsOf(step: TrainingStep, batch: BatchName): Value {
  const { batchSize, cropSizePx } = step.options
  return step.graph.input(labelsFeed(batch), 'int32', [batchSize, cropSizePx, cropSizePx])
}

/**
 * Adds the gradients of a loss to those that the parameters have so far. Returns those of `others`, which are
 * no parameters, in their order.
 */
export function addSlopes(
  step: TrainingStep,
  loss: Value,
  learned: readonly Value[],
  others: readonly Value[] = [],
): Value[] {
  // The last layer's first, as they come: what one needs is then forgotten before the next.
  const parameters = learned.toReversed()
  const slopes = gradients(loss, [...parameters, ...others])
  for (const [index, parameter] of parameters.entries()) {
    const slope = slopes[index]
    invariant(slope !== undefined, 'there is one gradient for each parameter')
    const sum = step.slopes.get(parameter)
    step.slopes.set(parameter, sum === undefined ? slope : add(sum, slope))
  }
  step.pending.push(loss, ...slopes)
  return slopes.slice(parameters.length)
}

/** Steps the segmentation network by SGD along all that flowed back. */
export function stepNetwork(step: TrainingStep): void {
  const { graph, context, states, options } = step
  const { hyperparameters } = options
  const learned = learnedBy(step, 'network').map(({ parameter, gradient }) => {
    const isNewHead = states.declarations.get(parameter.name)?.origin === 'new'
    return { parameter, gradient, rateFactor: isNewHead ? hyperparameters.headRateFactor : 1 }
  })
  applySgd(context, states, learned, {
    learningRate: graph.input(LEARNING_RATE, 'float32', []),
    momentum: hyperparameters.momentum,
    weightDecay: hyperparameters.weightDecay,
  })
}

/** Steps the discriminators by Adam along all that flowed back. */
export function stepDiscriminators(step: TrainingStep): void {
  const { graph, context, states } = step
  applyAdam(context, states, learnedBy(step, 'discriminators'), {
    learningRate: graph.input(DISCRIMINATOR_RATE, 'float32', []),
    betas: ADAM_BETAS,
    corrections: [
      graph.input(ADAM_CORRECTIONS[0], 'float32', []),
      graph.input(ADAM_CORRECTIONS[1], 'float32', []),
    ],
  })
}

/** Closes the graph: statistics are written back, losses become its outputs. */
export function finishStep(
  step: TrainingStep,
  name: string,
  losses: Readonly<Record<string, Value | null>>,
): StepProgram {
  const { graph, context } = step
  context.commitStatistics()
  for (const [loss, value] of Object.entries(losses)) if (value !== null) graph.output(loss, value)
  const batches = (['source', 'target', 'pseudo'] as const).filter((batch) =>
    graph.inputs.has(imageFeed(batch)),
  )
  return { name, graph, batches, dropouts: context.dropouts }
}

function learnedBy(step: TrainingStep, player: Player) {
  return parametersOf(step, player).map((parameter) => {
    const gradient = step.slopes.get(parameter)
    invariant(gradient !== undefined, `${parameter.name} has a gradient`)
    return { parameter, gradient }
  })
}

/** In the order of first use. */
export function parametersOf({ context }: TrainingStep, player: Player): Value[] {
  return [...context.parameters.values()].filter(
    ({ name }) => name.startsWith(NETWORK_SCOPE) === (player === 'network'),
  )
}
