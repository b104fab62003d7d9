// What a method hands to the training loop: its step graphs, their feeds and their states.
// Plain data, so that one loop serves every method.

import type { Graph } from '../graph/graph.ts'
import type { DropoutInput } from '../layers/layer-context.ts'
import type { StateDeclaration } from '../layers/state-store.ts'

/** `source`: labelled public images; `target`: the user's; `pseudo`: the user's with pseudo-labels. */
export type BatchName = 'source' | 'target' | 'pseudo'

/** Names of the feeds of a step graph; `<batch>.image` and `<batch>.labels` come beside them. */
export const LEARNING_RATE = 'learningRate'
export const DISCRIMINATOR_RATE = 'discriminatorRate'
/** 1 - beta^t of Adam's first and second moment. */
export const ADAM_CORRECTIONS = ['adamCorrection1', 'adamCorrection2'] as const
export const ADAM_BETAS = [0.9, 0.99] as const

export function imageFeed(batch: BatchName): string {
  return `${batch}.image`
}

export function labelsFeed(batch: BatchName): string {
  return `${batch}.labels`
}

/** One optimization step as a graph. Its outputs are the losses by name, each a scalar. */
export interface StepProgram {
  readonly name: string
  readonly graph: Graph
  /** The batches it is fed with; all but `target` with labels. */
  readonly batches: readonly BatchName[]
  readonly dropouts: readonly DropoutInput[]
}

export interface TrainingPlan {
  readonly method: string
  /** Text that is equal for equal network, hyperparameters and sizes; kept in every checkpoint. */
  readonly identity: string
  readonly states: ReadonlyMap<string, StateDeclaration>
  readonly programs: readonly StepProgram[]
  /** Base rates, multiplied by the poly schedule. */
  readonly learningRate: number
  readonly discriminatorRate: number
  /** @param iteration counted from 1 */
  programAt(iteration: number): StepProgram
}
