// Phase "source-only", the No-DA baseline. Its training does not depend on the user: it is kept by its
// content and shared by all runs of a root; only its evaluation is the user's.

import { z } from 'zod'
import type { RunEvent } from '../../../contract/runs.ts'
import { sha256 } from '../../../core/bytes/sha256.ts'
import { encodeCheckpoint } from '../../../engine/checkpoint/checkpoint.ts'
import type { Checkpoint } from '../../../engine/checkpoint/checkpoint.ts'
import type { TrainingPlan } from '../../../engine/training/training-plan.ts'
import { readJson, writeJson } from '../../artifact-json.ts'
import { lossesKey, runKey } from '../run-files.ts'
import { MASK_LABELS } from './batches.ts'
import type { PhaseEvents, PipelineContext } from './context.ts'
import { sourceImage } from './context.ts'
import { evaluateCheckpoint } from './evaluate-checkpoint.ts'
import { createStageEvaluator } from './evaluate-stage.ts'
import { sourceFeatureSet } from './features.ts'
import { readUserGroups } from './grouping.ts'
import { fittingPlan } from './fitting-plan.ts'
import type { FittingPlan } from './fitting-plan.ts'
import { methodOptions } from './method-options.ts'
import { methodOf } from './presets.ts'
import type { PipelineRecord } from './record.ts'
import { modelCheckpoint, readCheckpoint, trainStage } from './train-stage.ts'
import type { DueModel } from './train-stage.ts'
import { StudioError } from '../../../core/errors.ts'
import { said, tell } from '../../../core/said.ts'

const doneSchema = z.object({ seconds: z.number(), engine: z.string() })

/** More snapshots than this would fill the disk: `best` is chosen among so many, evenly spaced. */
const MOST_SNAPSHOTS = 8

export async function* sourceOnlyStage(
  context: PipelineContext,
  record: PipelineRecord,
): PhaseEvents {
  const { plan, note } = await planOf(context)
  const folder = sourceFolder(context, plan)
  await writeJson(context.artifacts, runKey(context.runId, 'source.json'), { folder })
  const done = await readJson(context.artifacts, `${folder}/done.json`, doneSchema)
  if (done === null) {
    if (note !== null) yield { type: 'note', ...tell(note) }
    const end = yield* trainSource(context, plan, folder)
    if (end === 'stopped') return 'stopped'
  } else {
    const seconds = Math.round(done.seconds)
    const words = said`the source-only training is there from an earlier run of this root (${seconds} s then); only its evaluation is new`
    yield { type: 'note', ...tell(words) }
  }
  yield* evaluateSnapshots(context, record, folder)
  await copyArtifact(context, `${folder}/losses.jsonl`, lossesKey(context.runId, 'source-only'))
  return 'done'
}

async function planOf(context: PipelineContext): Promise<FittingPlan> {
  const { memoryGib = null } = context.config
  return fittingPlan(methodOf('source-only'), await methodOptions(context), memoryGib)
}

/** Equal for equal source images, plan, budget, seed, weights and engine. */
function sourceFolder(context: PipelineContext, plan: TrainingPlan): string {
  const { config, executor, weightsId } = context
  const { iterations, evaluateEvery } = config.budget
  const { runtime, provider, threads } = executor.description
  const parts = [
    plan.identity,
    sourceFeatureSet(context).key,
    { iterations, evaluateEvery, seed: config.seed, weightsId },
    { runtime, provider, threads },
  ]
  return `source/${sha256(JSON.stringify(parts)).slice(0, 16)}`
}

/** Whether the training itself would be skipped. */
export async function isSourceTrained(context: PipelineContext): Promise<boolean> {
  const { plan } = await planOf(context)
  const key = `${sourceFolder(context, plan)}/done.json`
  return (await readJson(context.artifacts, key, doneSchema)) !== null
}

/** Iterations at which a snapshot is kept; the last is always among them. */
export function snapshotIterations(iterations: number, evaluateEvery: number): number[] {
  const due: number[] = []
  for (let i = evaluateEvery; i < iterations; i += evaluateEvery) due.push(i)
  due.push(iterations)
  const step = Math.ceil(due.length / MOST_SNAPSHOTS)
  return due.filter((_, i) => (due.length - 1 - i) % step === 0)
}

async function* trainSource(
  context: PipelineContext,
  plan: TrainingPlan,
  folder: string,
): PhaseEvents {
  const { artifacts, config, executor, images, now } = context
  const start = now()
  const snapshots = new Set(
    snapshotIterations(config.budget.iterations, config.budget.evaluateEvery),
  )
  const source = {
    images: images.source.map((_, i) => sourceImage(context, i)),
    // Without the group module a batch need not be of one group.
    groups: images.source.map(() => 0),
    labels: MASK_LABELS,
  }
  const end = yield* trainStage(context, {
    stage: 'source-only',
    plan,
    streams: { source },
    continued: null,
    resumeKey: `${folder}/resume.safetensors`,
    lossesKey: `${folder}/losses.jsonl`,
    // Evaluated later, for each user.
    async *onEvaluationDue(model: DueModel): AsyncGenerator<RunEvent, void, undefined> {
      if (!snapshots.has(model.iteration)) return
      const checkpoint = await modelCheckpoint(context, plan, model)
      await artifacts.write(snapshotKey(folder, model.iteration), encodeCheckpoint(checkpoint))
    },
  })
  if (end === 'stopped') return 'stopped'
  const { runtime, provider, threads } = executor.description
  await writeJson(artifacts, `${folder}/done.json`, {
    seconds: (now() - start) / 1000,
    engine: `${runtime}, ${provider}, ${threads} threads`,
  })
  await artifacts.remove(`${folder}/resume.safetensors`)
  return 'done'
}

function snapshotKey(folder: string, iteration: number): string {
  return `${folder}/model-${iteration}.safetensors`
}

async function* evaluateSnapshots(
  context: PipelineContext,
  record: PipelineRecord,
  folder: string,
): AsyncGenerator<RunEvent, void, undefined> {
  const { iterations, evaluateEvery } = context.config.budget
  const groups = await readUserGroups(context)
  const evaluator = createStageEvaluator(context, record, { stage: 'source-only', groups })
  try {
    for (const iteration of snapshotIterations(iterations, evaluateEvery)) {
      const checkpoint = await requireSnapshot(context, folder, iteration)
      yield* evaluateCheckpoint(context, { stage: 'source-only', groups, evaluator }, checkpoint)
    }
  } finally {
    await evaluator.dispose()
  }
}

async function requireSnapshot(
  { artifacts }: PipelineContext,
  folder: string,
  iteration: number,
): Promise<Checkpoint> {
  const key = snapshotKey(folder, iteration)
  const checkpoint = await readCheckpoint(artifacts, key)
  if (checkpoint !== null) return checkpoint
  throw new StudioError(
    'notFound',
    said`${artifacts.locate(key)}: a snapshot of the source-only training is gone; remove the folder ${artifacts.locate(folder)} and resume the run`,
  )
}

async function copyArtifact(
  { artifacts }: PipelineContext,
  from: string,
  to: string,
): Promise<void> {
  const bytes = await artifacts.read(from)
  if (bytes !== null) await artifacts.write(to, bytes)
}
