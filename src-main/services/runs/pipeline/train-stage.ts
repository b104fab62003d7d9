// Trains one stage: drives the engine's loop, writes its loss lines and checkpoints, and lets the model be
// evaluated in between.

import type { LossPoint, RunEvent, Stage } from '../../../contract/runs.ts'
import { invariant } from '../../../core/errors.ts'
import { said, tell } from '../../../core/said.ts'
import { decodeCheckpoint, encodeCheckpoint } from '../../../engine/checkpoint/checkpoint.ts'
import type { Checkpoint } from '../../../engine/checkpoint/checkpoint.ts'
import { firstTensors } from '../../../engine/checkpoint/pretrained-weights.ts'
import type { State } from '../../../engine/executor/executor.ts'
import type { Tensor } from '../../../engine/graph/types.ts'
import { train } from '../../../engine/training/train.ts'
import type { TrainingEvent } from '../../../engine/training/train.ts'
import type { TrainingPlan } from '../../../engine/training/training-plan.ts'
import { encodeUtf8 } from '../../../core/bytes/utf8.ts'
import { readLines } from '../../artifact-json.ts'
import type { ArtifactStore } from '../../ports.ts'
import { createBatchSource } from './batches.ts'
import type { BatchSourceOptions } from './batches.ts'
import type { PhaseEvents, PipelineContext } from './context.ts'
import { progressEvent } from './context.ts'
import { frozenStart } from './measured-model.ts'
import { augmentationOf, hyperparametersOf } from './presets.ts'
import { WaitMeter } from './wait-meter.ts'

export interface StageTraining {
  readonly stage: Stage
  readonly plan: TrainingPlan
  readonly streams: BatchSourceOptions['streams']
  /** An earlier stage's model to go on from. */
  readonly continued: ReadonlyMap<string, Tensor> | null
  /** Where the checkpoint to resume from lies, and the loss lines. */
  readonly resumeKey: string
  readonly lossesKey: string
  /** Called at every evaluation point with the live state. */
  onEvaluationDue(model: DueModel): AsyncGenerator<RunEvent, void, undefined>
}

export interface DueModel {
  readonly state: State
  readonly iteration: number
  readonly isLast: boolean
}

export async function* trainStage(context: PipelineContext, job: StageTraining): PhaseEvents {
  const { artifacts, config, executor, meter, now } = context
  const { budget, seed } = config
  const saved = await readCheckpoint(artifacts, job.resumeKey)
  await keepLossesUntil(artifacts, job.lossesKey, saved?.iteration ?? 0)
  meter.plan(job.stage, budget.iterations - (saved?.iteration ?? 0))
  const batches = createBatchSource({
    samples: context.samples,
    streams: job.streams,
    batchSize: budget.batchSize,
    augmentation: augmentationOf(context.config),
    seed,
    state: saved?.dataState ?? null,
  })
  const start = saved ?? (await firstValues(context, job))
  const loop = train({
    executor,
    plan: job.plan,
    batches,
    start,
    totalIterations: budget.iterations,
    seed,
    evaluateEvery: budget.evaluateEvery,
    checkpointEvery: budget.checkpointEvery,
    now,
    shouldStop: context.shouldStop,
    saveCheckpoint: (checkpoint) => artifacts.write(job.resumeKey, encodeCheckpoint(checkpoint)),
  })
  const waits = new WaitMeter()
  let stepStart = now()
  for await (const event of loop) {
    switch (event.type) {
      case 'stepped': {
        const stepMs = now() - stepStart
        meter.did(job.stage, 1, stepMs / 1000)
        waits.did(event.waitedMs, stepMs)
        yield* reportStep(context, job, { point: pointOf(job.stage, event, stepMs), waits })
        break
      }
      case 'evaluationDue': {
        const { state, iteration } = event
        yield* job.onEvaluationDue({ state, iteration, isLast: iteration === budget.iterations })
        break
      }
      case 'checkpointSaved':
        break
      case 'stopped':
        return 'stopped'
    }
    stepStart = now()
  }
  yield { type: 'note', ...tell(said`${job.stage}: ${waits.describe()}`) }
  return 'done'
}

type Stepped = Extract<TrainingEvent, { type: 'stepped' }>

function pointOf(stage: Stage, event: Stepped, stepMs: number): LossPoint {
  const { iteration, losses, learningRate, waitedMs } = event
  return {
    stage,
    iteration,
    losses,
    learningRate,
    stepMs: tenths(stepMs),
    waitMs: tenths(waitedMs),
  }
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}

async function* reportStep(
  context: PipelineContext,
  job: StageTraining,
  { point, waits }: { readonly point: LossPoint; readonly waits: WaitMeter },
): AsyncGenerator<RunEvent, void, undefined> {
  const { budget } = context.config
  await context.artifacts.appendLine(job.lossesKey, JSON.stringify(point))
  yield { type: 'loss', point }
  const imagesPerStep = Object.keys(job.streams).length * budget.batchSize
  yield progressEvent(context, {
    phase: job.stage,
    done: point.iteration,
    total: budget.iterations,
    imagesPerSecond: context.meter.unitsPerSecond(job.stage) * imagesPerStep,
    waitShare: waits.share,
  })
}

async function firstValues(
  context: PipelineContext,
  { stage, plan, continued, streams }: StageTraining,
): Promise<ReadonlyMap<string, Tensor>> {
  const { pretrained, config } = context
  const values = { seed: config.seed, pretrained }
  const first = firstTensors(plan.states, continued === null ? values : { ...values, continued })
  const known = new Set([...pretrained.keys(), ...(continued?.keys() ?? [])])
  const statistics = [...plan.states.values()].filter(({ role }) => role === 'statistic')
  const isFrozen = hyperparametersOf(config).normalization === 'frozen'
  if (!isFrozen || statistics.every(({ name }) => known.has(name))) return first
  const { source } = streams
  invariant(source !== undefined, 'every stage trains on source images')
  return frozenStart(context, { stage, source }, { first, known })
}

/** Null when there is no such checkpoint. Error: corrupt. */
export async function readCheckpoint(
  artifacts: ArtifactStore,
  key: string,
): Promise<Checkpoint | null> {
  const bytes = await artifacts.read(key)
  return bytes === null ? null : decodeCheckpoint(bytes, artifacts.locate(key))
}

/** Parameters and statistics of the live model, as a checkpoint without optimizer states. */
export async function modelCheckpoint(
  { config }: PipelineContext,
  plan: TrainingPlan,
  { state, iteration }: DueModel,
): Promise<Checkpoint> {
  const kept = [...plan.states.values()].filter(({ role }) => role !== 'optimizer')
  const tensors = await state.read(kept.map(({ name }) => name))
  invariant(tensors.size === kept.length, 'every declared state is read')
  const { method, identity } = plan
  const totalIterations = config.budget.iterations
  return { method, identity, iteration, totalIterations, seed: config.seed, dataState: '', tensors }
}

/** Lines after the checkpoint, or cut off by a crash, will be written again. */
async function keepLossesUntil(
  artifacts: ArtifactStore,
  key: string,
  iteration: number,
): Promise<void> {
  const lines = (await readLines(artifacts, key)).filter((line) => {
    const written = /"iteration":(\d+)/.exec(line)?.[1]
    return written !== undefined && Number(written) <= iteration && line.endsWith('}')
  })
  await artifacts.write(key, encodeUtf8(lines.map((line) => `${line}\n`).join('')))
}
