// What an adaptation stage goes on from: the model that the stage before has left in this run.

import type { Stage } from '../../../contract/runs.ts'
import { StudioError } from '../../../core/errors.ts'
import { said } from '../../../core/said.ts'
import type { Tensor } from '../../../engine/graph/types.ts'
import { HYPERPARAMETERS } from '../../../engine/methods/hyperparameters.ts'
import { checkpointKey } from '../run-files.ts'
import type { PipelineContext } from './context.ts'
import { readCheckpoint } from './train-stage.ts'

export type AdaptationStage = Exclude<Stage, 'source-only'>

/** What naming a starting model needs of a run. */
export type StartingContext = Pick<PipelineContext, 'artifacts' | 'runId' | 'config'>

/**
 * The last model of the stage before; null when stage 1 starts from ImageNet weights.
 * Error: notFound.
 */
export async function startingModel(
  context: StartingContext,
  stage: AdaptationStage,
): Promise<ReadonlyMap<string, Tensor> | null> {
  if (stage === 'stage2') return lastModel(context, 'stage1')
  const { stage1Start } = HYPERPARAMETERS[context.config.preset]
  return stage1Start === 'imagenet' ? null : lastModel(context, stage1Start)
}

async function lastModel(
  { artifacts, runId }: StartingContext,
  stage: Stage,
): Promise<ReadonlyMap<string, Tensor>> {
  const key = checkpointKey({ runId, stage, checkpoint: 'last' })
  const checkpoint = await readCheckpoint(artifacts, key)
  if (checkpoint !== null) return checkpoint.tensors
  throw new StudioError(
    'notFound',
    said`${artifacts.locate(key)}: the last checkpoint of ${stage} is gone; start a new run`,
  )
}
