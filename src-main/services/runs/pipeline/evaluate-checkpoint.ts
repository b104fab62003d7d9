// Evaluates a model that is no longer trained on, and keeps what was evaluated: in runs that re-estimate, with
// the statistics of the user's photos.

import type { CheckpointKind, RunEvent, Stage } from '../../../contract/runs.ts'
import { encodeCheckpoint } from '../../../engine/checkpoint/checkpoint.ts'
import type { Checkpoint } from '../../../engine/checkpoint/checkpoint.ts'
import { checkpointKey } from '../run-files.ts'
import type { PipelineContext } from './context.ts'
import type { StageEvaluator } from './evaluate-stage.ts'
import { isReestimated, reestimated } from './measured-model.ts'

export interface CheckpointEvaluation {
  readonly stage: Stage
  readonly groups: readonly number[]
  readonly evaluator: StageEvaluator
}

export async function* evaluateCheckpoint(
  context: PipelineContext,
  evaluation: CheckpointEvaluation,
  trained: Checkpoint,
): AsyncGenerator<RunEvent, void, undefined> {
  const { stage, evaluator } = evaluation
  const checkpoint = isReestimated(context)
    ? await reestimated(context, evaluation, trained)
    : trained
  const { iteration } = checkpoint
  const isLast = iteration === context.config.budget.iterations
  const keep = async (kind: CheckpointKind): Promise<void> => {
    const key = checkpointKey({ runId: context.runId, stage, checkpoint: kind })
    await context.artifacts.write(key, encodeCheckpoint(checkpoint))
  }
  const state = await context.executor.createState(checkpoint.tensors)
  try {
    yield* evaluator.evaluate({ state, iteration, isLast }, () => keep('best'))
    if (isLast) await keep('last')
  } finally {
    await state.dispose()
  }
}
