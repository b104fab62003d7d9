// Where the training loop gets its images: a port that the services implement over a PSS root.

import type { Tensor } from '../graph/types.ts'
import type { BatchName } from './training-plan.ts'

export interface TrainingBatch {
  /** float32 [N, 3, S, S]: RGB, ImageNet normalised, 0 where padded. */
  readonly image: Tensor
  /** int32 [N, S, S]: 0..20 or 255. Not needed for `target`. */
  readonly labels?: Tensor
}

export interface BatchSource {
  /**
   * The batches of one iteration. Iterations are asked for in order, each with the batch names its step
   * needs; a few may be asked for before the first of them is there.
   */
  next(
    iteration: number,
    names: readonly BatchName[],
  ): Promise<Readonly<Partial<Record<BatchName, TrainingBatch>>>>
  /** Text from which an equal source can be made that goes on after the batches asked for so far. */
  state(): string
}
