// The feeds of one step: batches, rates, Adam's corrections and dropout masks.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import { createRandom, deriveSeed } from '../../core/random.ts'
import { elementCount } from '../graph/shape.ts'
import { createTensor, filledTensor } from '../graph/tensor.ts'
import type { Tensor } from '../graph/types.ts'
import type { DropoutInput } from '../layers/layer-context.ts'
import type { BatchSource } from './batch-source.ts'
import { polyFactor } from './schedule.ts'
import type { StepProgram, TrainingPlan } from './training-plan.ts'
import {
  ADAM_BETAS,
  ADAM_CORRECTIONS,
  DISCRIMINATOR_RATE,
  LEARNING_RATE,
  imageFeed,
  labelsFeed,
} from './training-plan.ts'

export type Batches = Awaited<ReturnType<BatchSource['next']>>

export interface StepPosition {
  /** Counted from 1. */
  readonly iteration: number
  readonly totalIterations: number
  readonly seed: number
}

export function stepFeeds(
  plan: TrainingPlan,
  batches: Batches,
  position: StepPosition,
): Map<string, Tensor> {
  const program = plan.programAt(position.iteration)
  const feeds = batchFeeds(program, batches)
  for (const [name, value] of scalarFeeds(plan, position)) {
    if (program.graph.inputs.has(name)) feeds.set(name, filledTensor('float32', [], value))
  }
  for (const dropout of program.dropouts) {
    const seed = deriveSeed(position.seed, `${dropout.feed} ${position.iteration}`)
    feeds.set(dropout.feed, drawDropout(dropout, seed))
  }
  return feeds
}

/** The learning rate of the encoder at an iteration; heads have their factor on top. */
export function learningRateAt(plan: TrainingPlan, position: StepPosition): number {
  return plan.learningRate * polyFactor(position.iteration, position.totalIterations)
}

function scalarFeeds(plan: TrainingPlan, position: StepPosition): [string, number][] {
  const { iteration, totalIterations } = position
  return [
    [LEARNING_RATE, learningRateAt(plan, position)],
    [DISCRIMINATOR_RATE, plan.discriminatorRate * polyFactor(iteration, totalIterations)],
    [ADAM_CORRECTIONS[0], 1 - ADAM_BETAS[0] ** iteration],
    [ADAM_CORRECTIONS[1], 1 - ADAM_BETAS[1] ** iteration],
  ]
}

function batchFeeds(program: StepProgram, batches: Batches): Map<string, Tensor> {
  const feeds = new Map<string, Tensor>()
  for (const name of program.batches) {
    const batch = batches[name]
    if (batch === undefined) throw incomplete(program, said`no ${name} batch`)
    feeds.set(imageFeed(name), batch.image)
    if (!program.graph.inputs.has(labelsFeed(name))) continue
    if (batch.labels === undefined) throw incomplete(program, said`a ${name} batch without labels`)
    feeds.set(labelsFeed(name), batch.labels)
  }
  return feeds
}

/** Zero for a share of `rate` of the elements, 1 / (1 - rate) for the others. */
function drawDropout({ shape, rate }: DropoutInput, seed: number): Tensor {
  const random = createRandom(seed)
  const mask = new Float32Array(elementCount(shape))
  for (let i = 0; i < mask.length; i++) mask[i] = random.uniform() < rate ? 0 : 1 / (1 - rate)
  return createTensor('float32', shape, mask)
}

function incomplete(program: StepProgram, what: Said): StudioError {
  return new StudioError(
    'invalidInput',
    said`training: the batch source gave ${what}, but the step "${program.name}" needs
      ${program.batches.join(', ')}; check that the images of each are listed`,
  )
}
