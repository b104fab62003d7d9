// A whole run, phase by phase: features, groups, source-only, stage 1, stage 2. Goes on after what an
// earlier execution has finished. Runs in a worker process and knows no files but artifacts.

import { phaseSchema } from '../../../contract/runs.ts'
import type { Phase, RunEvent } from '../../../contract/runs.ts'
import { adaptationStage } from './adaptation-stage.ts'
import type { PhaseEvents, PipelineContext } from './context.ts'
import { computeFeatures } from './features.ts'
import { GROUPING_TOTAL, groupImages } from './grouping.ts'
import { planWork } from './plan-work.ts'
import type { PipelineRecord } from './record.ts'
import { sourceOnlyStage } from './source-stage.ts'

export type PipelineEnd = 'finished' | 'paused'

/** Errors: those of root, artifacts and engine; nothing is caught here. */
export async function* runPipeline(
  context: PipelineContext,
  record: PipelineRecord,
): AsyncGenerator<RunEvent, PipelineEnd, undefined> {
  await planWork(context, record)
  for (const phase of phasesOf(context)) {
    if (record.isFinished(phase)) continue
    const start = context.now()
    yield { type: 'phaseStarted', phase, total: totalOf(context, phase) }
    const end = yield* runPhase(context, record, phase)
    const seconds = record.secondsBefore(phase) + (context.now() - start) / 1000
    if (end === 'stopped') {
      await record.pause(phase, seconds)
      return 'paused'
    }
    await record.finish(phase)
    yield { type: 'phaseFinished', phase, seconds }
  }
  return 'finished'
}

function phasesOf({ config }: PipelineContext): readonly Phase[] {
  const phases = phaseSchema.options
  const last = config.stopAfter === undefined ? phases.length : phases.indexOf(config.stopAfter) + 1
  return phases.slice(0, last)
}

function runPhase(context: PipelineContext, record: PipelineRecord, phase: Phase): PhaseEvents {
  switch (phase) {
    case 'features':
      return computeFeatures(context)
    case 'groups':
      return groupImages(context)
    case 'source-only':
      return sourceOnlyStage(context, record)
    case 'stage1':
    case 'stage2':
      return adaptationStage(context, record, phase)
  }
}

function totalOf({ images, config }: PipelineContext, phase: Phase): number {
  switch (phase) {
    case 'features':
      return images.user.length + images.source.length
    case 'groups':
      return GROUPING_TOTAL
    case 'source-only':
    case 'stage1':
    case 'stage2':
      return config.budget.iterations
  }
}
