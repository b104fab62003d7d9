// Phases "stage1" and "stage2": adaptation to the user, evaluated as it goes.

import type { RunEvent } from '../../../contract/runs.ts'
import { encodeCheckpoint } from '../../../engine/checkpoint/checkpoint.ts'
import type { TrainingPlan } from '../../../engine/training/training-plan.ts'
import { checkpointKey, lossesKey, runKey } from '../run-files.ts'
import { MASK_LABELS } from './batches.ts'
import type { BatchSourceOptions } from './batches.ts'
import type { PhaseEvents, PipelineContext } from './context.ts'
import { sourceImage, userImage } from './context.ts'
import { evaluateCheckpoint } from './evaluate-checkpoint.ts'
import type { CheckpointEvaluation } from './evaluate-checkpoint.ts'
import { createStageEvaluator } from './evaluate-stage.ts'
import { fittingPlan } from './fitting-plan.ts'
import { readSourceGroups, readUserGroups } from './grouping.ts'
import { methodOptions } from './method-options.ts'
import { isReestimated } from './measured-model.ts'
import { methodOf } from './presets.ts'
import { pseudoLabelStream } from './pseudo-labels.ts'
import type { PipelineRecord } from './record.ts'
import { startingModel } from './starting-model.ts'
import type { AdaptationStage } from './starting-model.ts'
import { modelCheckpoint, trainStage } from './train-stage.ts'
import type { DueModel } from './train-stage.ts'
import { tell } from '../../../core/said.ts'

export async function* adaptationStage(
  context: PipelineContext,
  record: PipelineRecord,
  stage: AdaptationStage,
): PhaseEvents {
  const { memoryGib = null } = context.config
  const { plan, note } = fittingPlan(methodOf(stage), await methodOptions(context), memoryGib)
  if (note !== null) yield { type: 'note', ...tell(note) }
  const groups = await readUserGroups(context)
  const streams = await streamsOf(context, stage, groups)
  const evaluator = createStageEvaluator(context, record, { stage, groups })
  const resumeKey = runKey(context.runId, `checkpoints/${stage}-resume.safetensors`)
  try {
    const end = yield* trainStage(context, {
      stage,
      plan,
      streams,
      continued: await startingModel(context, stage),
      resumeKey,
      lossesKey: lossesKey(context.runId, stage),
      onEvaluationDue: (model) => evaluateModel(context, { stage, plan, groups, evaluator }, model),
    })
    if (end === 'done') await context.artifacts.remove(resumeKey)
    return end
  } finally {
    await evaluator.dispose()
  }
}

async function streamsOf(
  context: PipelineContext,
  stage: AdaptationStage,
  groups: readonly number[],
): Promise<BatchSourceOptions['streams']> {
  const { images } = context
  const source = {
    images: images.source.map((_, i) => sourceImage(context, i)),
    groups: await readSourceGroups(context),
    labels: MASK_LABELS,
  }
  const target = { images: images.user.map((_, i) => userImage(context, i)), groups, labels: null }
  if (stage === 'stage1') return { source, target }
  return { source, target, pseudo: await pseudoLabelStream(context, groups) }
}

async function* evaluateModel(
  context: PipelineContext,
  { plan, ...evaluation }: CheckpointEvaluation & { readonly plan: TrainingPlan },
  model: DueModel,
): AsyncGenerator<RunEvent, void, undefined> {
  const { stage, evaluator } = evaluation
  if (isReestimated(context)) {
    yield* evaluateCheckpoint(context, evaluation, await modelCheckpoint(context, plan, model))
    return
  }
  const keep = async (checkpoint: 'last' | 'best'): Promise<void> => {
    const bytes = encodeCheckpoint(await modelCheckpoint(context, plan, model))
    const key = checkpointKey({ runId: context.runId, stage, checkpoint })
    await context.artifacts.write(key, bytes)
  }
  yield* evaluator.evaluate(model, () => keep('best'))
  if (model.isLast) await keep('last')
}
