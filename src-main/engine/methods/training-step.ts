// The parts that step graphs have in common: feeds, the network's passes, and the optimizers' end.

import { invariant } from '../../core/errors.ts'
import { gradients } from '../autodiff/gradients.ts'
import type { Value } from '../graph/graph.ts'
import { Graph } from '../graph/graph.ts'
import { LayerContext } from '../layers/layer-context.ts'
import type { StateStore } from '../layers/state-store.ts'
import type { SegmentationLoss } from '../losses/segmentation-loss.ts'
import { segmentationLoss } from '../losses/segmentation-loss.ts'
import type { Logits, NetworkConfig } from '../networks/segmentation-network.ts'
import { segment } from '../networks/segmentation-network.ts'
import { resizeBilinear } from '../operators/composite/resize.ts'
import type { Learned } from '../training/optimizers.ts'
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
}

/** Parameters of the segmentation network begin so; all others belong to discriminators. */
const NETWORK_SCOPE = 'network.'

export function beginStep(
  states: StateStore,
  options: MethodOptions,
  network: NetworkConfig,
): TrainingStep {
  const graph = new Graph()
  const context = new LayerContext({ graph, states, mode: 'training' })
  return { graph, context, states, options, network, resized: new Map() }
}

/** Feeds a batch through the network; logits come at the size of the feature map. */
export function forward(step: TrainingStep, batch: BatchName): Logits {
  const { graph, context, options, network } = step
  const side = options.cropSizePx
  const image = graph.input(imageFeed(batch), 'float32', [options.batchSize, 3, side, side])
  return context.pass(batch, () => segment(context, image, network))
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

/** Steps the segmentation network by SGD. */
export function minimizeNetworkLoss(step: TrainingStep, loss: Value): void {
  const { graph, context, states, options } = step
  const { hyperparameters } = options
  applySgd(context, states, learned(step, loss, true), {
    learningRate: graph.input(LEARNING_RATE, 'float32', []),
    momentum: hyperparameters.momentum,
    weightDecay: hyperparameters.weightDecay,
  })
}

/** Steps the discriminators by Adam. */
export function minimizeDiscriminatorLoss(step: TrainingStep, loss: Value): void {
  const { graph, context, states } = step
  applyAdam(context, states, learned(step, loss, false), {
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

function learned(step: TrainingStep, loss: Value, ofNetwork: boolean): Learned[] {
  const { context, states, options } = step
  const parameters = [...context.parameters.values()].filter(
    ({ name }) => name.startsWith(NETWORK_SCOPE) === ofNetwork,
  )
  const slopes = gradients(loss, parameters)
  return parameters.map((parameter, index) => {
    const gradient = slopes[index]
    const declaration = states.declarations.get(parameter.name)
    invariant(gradient !== undefined && declaration !== undefined, `${parameter.name} is declared`)
    const isNewHead = ofNetwork && declaration.origin === 'new'
    return {
      parameter,
      gradient,
      rateFactor: isNewHead ? options.hyperparameters.headRateFactor : 1,
    }
  })
}
