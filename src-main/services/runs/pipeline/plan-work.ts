// How much work of each kind a run has ahead, so that time left is known from the first minute.

import type { Budget, RunConfig, Stage } from '../../../contract/runs.ts'
import type { PipelineContext } from './context.ts'
import { missingFeatures } from './features.ts'
import type { PipelineRecord } from './record.ts'
import { isSourceTrained, snapshotIterations } from './source-stage.ts'
import type { WorkKind } from './work-meter.ts'

/** Megapixels through the network; a training step costs three passes, its adversary a little more. */
export function workCosts({ budget }: RunConfig): Record<WorkKind, number> {
  const batch = (budget.batchSize * budget.cropSizePx ** 2) / 1e6
  return {
    feature: 0.12,
    'source-only': 3 * batch,
    stage1: 7 * batch,
    stage2: 9 * batch,
    evaluation: (2 * budget.evaluationSizePx ** 2 * 1.4) / 1e6,
  }
}

export async function planWork(context: PipelineContext, record: PipelineRecord): Promise<void> {
  const { config, meter } = context
  const { iterations } = config.budget
  if (!record.isFinished('features')) meter.plan('feature', await missingFeatures(context))
  let images = 0
  for (const stage of plannedStages(config)) {
    if (record.isFinished(stage)) continue
    const isKept = stage === 'source-only' && (await isSourceTrained(context))
    meter.plan(stage, isKept ? 0 : iterations)
    images += evaluatedImages(context, stage)
  }
  meter.plan('evaluation', images)
}

function plannedStages({ stopAfter }: RunConfig): readonly Stage[] {
  switch (stopAfter) {
    case 'features':
    case 'groups':
      return []
    case 'source-only':
      return ['source-only']
    case 'stage1':
      return ['source-only', 'stage1']
    case 'stage2':
    case undefined:
      return ['source-only', 'stage1', 'stage2']
  }
}

/** Every evaluation but the last gives the labelled images alone. */
function evaluatedImages({ images, config }: PipelineContext, stage: Stage): number {
  const evaluations = evaluationCount(config.budget, stage)
  return (evaluations - 1) * images.labelled.length + images.user.length
}

function evaluationCount({ iterations, evaluateEvery }: Budget, stage: Stage): number {
  if (stage === 'source-only') return snapshotIterations(iterations, evaluateEvery).length
  return Math.ceil(iterations / evaluateEvery)
}
