// The one training loop of all methods: an async generator that steps, reports, and saves checkpoints.
// It knows no files, and the clock only to say how long it waited; a resumed run equals an uninterrupted one
// bit for bit.

import { StudioError, invariant } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { LookAhead } from '../../core/look-ahead.ts'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import type { Executor, Program, State } from '../executor/executor.ts'
import type { Tensor } from '../graph/types.ts'
import type { BatchSource } from './batch-source.ts'
import type { Batches } from './step-feeds.ts'
import { learningRateAt, stepFeeds } from './step-feeds.ts'
import type { StepProgram, TrainingPlan } from './training-plan.ts'

export type TrainingEvent =
  | {
      readonly type: 'stepped'
      /** Iterations done. */
      readonly iteration: number
      readonly losses: Readonly<Record<string, number>>
      readonly learningRate: number
      /** Milliseconds that the step waited for its batches. */
      readonly waitedMs: number
    }
  /** The live state; use it for inference before asking for the next event, then let go of it. */
  | { readonly type: 'evaluationDue'; readonly iteration: number; readonly state: State }
  | { readonly type: 'checkpointSaved'; readonly iteration: number }
  /** `shouldStop` said so; a checkpoint of this iteration has been saved. */
  | { readonly type: 'stopped'; readonly iteration: number }

export interface TrainingOptions {
  readonly executor: Executor
  readonly plan: TrainingPlan
  readonly batches: BatchSource
  /** First values of all states (`firstTensors`), or the checkpoint to go on from. */
  readonly start: ReadonlyMap<string, Tensor> | Checkpoint
  readonly totalIterations: number
  readonly seed: number
  readonly evaluateEvery: number
  readonly checkpointEvery: number
  /** Must be atomic: a reader sees the old checkpoint or the new one. */
  saveCheckpoint(checkpoint: Checkpoint): Promise<void>
  /** Milliseconds, from any origin. */
  now(): number
  /** Asked before every step; true pauses or cancels the run. */
  shouldStop(): boolean
}

/**
 * Trains to `totalIterations`. Evaluations and checkpoints fall on multiples of their intervals and on
 * the last iteration. Leaving the loop early frees everything without a checkpoint.
 * @throws StudioError `invalidInput` when a loss is not a finite number, `conflict` for a checkpoint of
 * another configuration.
 */
export async function* train(options: TrainingOptions): AsyncGenerator<TrainingEvent, void, void> {
  const { executor, plan } = options
  const start = startOf(options)
  const state = await executor.createState(start.tensors)
  const programs = new Map<StepProgram, Program>()
  const free = async (): Promise<void> => {
    for (const program of programs.values()) await program.dispose()
    await state.dispose()
  }
  let hasFailed = false
  try {
    for (const program of plan.programs) {
      programs.set(program, await executor.compile(program.graph))
    }
    yield* iterate(options, { state, programs, ...start })
  } catch (error) {
    hasFailed = true
    throw error
  } finally {
    // A lost device cannot free anything either, and must not hide what went wrong first.
    await (hasFailed ? free().catch(() => undefined) : free())
  }
}

/** Steps whose batches are read while an earlier one runs: two, so that one slow batch is caught up. */
const STEPS_AHEAD = 2

interface Loop {
  readonly state: State
  readonly programs: ReadonlyMap<StepProgram, Program>
  /** Iterations done before this loop. */
  readonly iteration: number
  readonly dataState: string
}

async function* iterate(
  options: TrainingOptions,
  { state, programs, iteration: done, dataState: startData }: Loop,
): AsyncGenerator<TrainingEvent, void, void> {
  const { plan, totalIterations, seed } = options
  let dataState = startData
  const save = async (iteration: number): Promise<void> => {
    const { method, identity } = plan
    const tensors = await state.read()
    await options.saveCheckpoint({
      method,
      identity,
      iteration,
      totalIterations,
      seed,
      dataState,
      tensors,
    })
  }
  const begin = (iteration: number): Promise<Drawn> => draw(options, iteration)
  const ahead = new LookAhead({ first: done + 1, last: totalIterations, depth: STEPS_AHEAD, begin })
  for (let iteration = done + 1; iteration <= totalIterations; iteration++) {
    if (options.shouldStop()) {
      await ahead.settle()
      await save(iteration - 1)
      yield { type: 'stopped', iteration: iteration - 1 }
      return
    }
    const waitStart = options.now()
    const drawn = await ahead.take()
    const waitedMs = options.now() - waitStart
    dataState = drawn.dataState
    const position = { iteration, totalIterations, seed }
    const program = programs.get(plan.programAt(iteration))
    invariant(program !== undefined, `the program of iteration ${iteration} is listed in the plan`)
    const results = await program.run(stepFeeds(plan, drawn.batches, position), state)
    const learningRate = learningRateAt(plan, position)
    const losses = finiteLosses(results, { iteration, learningRate })
    yield { type: 'stepped', iteration, losses, learningRate, waitedMs }
    if (isDue(iteration, options.evaluateEvery, totalIterations)) {
      yield { type: 'evaluationDue', iteration, state }
    }
    if (isDue(iteration, options.checkpointEvery, totalIterations)) {
      await save(iteration)
      yield { type: 'checkpointSaved', iteration }
    }
  }
}

interface Drawn {
  readonly batches: Batches
  readonly dataState: string
}

async function draw({ batches, plan }: TrainingOptions, iteration: number): Promise<Drawn> {
  const drawn = batches.next(iteration, plan.programAt(iteration).batches)
  const dataState = batches.state()
  return { batches: await drawn, dataState }
}

interface Start {
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly iteration: number
  readonly dataState: string
}

function startOf({ start, plan, batches, totalIterations, seed }: TrainingOptions): Start {
  if (!('identity' in start)) return { tensors: start, iteration: 0, dataState: batches.state() }
  const isSame =
    start.identity === plan.identity &&
    start.totalIterations === totalIterations &&
    start.seed === seed
  if (isSame) return start
  throw new StudioError(
    'conflict',
    said`training: the checkpoint belongs to another configuration (${start.method},
      ${start.totalIterations} iterations, seed ${start.seed}: ${start.identity}) than this run
      (${plan.method}, ${totalIterations} iterations, seed ${seed}: ${plan.identity});
      start a new run, or go on with the old settings`,
  )
}

function isDue(iteration: number, every: number, total: number): boolean {
  return iteration % every === 0 || iteration === total
}

function finiteLosses(
  results: ReadonlyMap<string, Tensor>,
  where: { readonly iteration: number; readonly learningRate: number },
): Record<string, number> {
  const losses: Record<string, number> = {}
  for (const [name, tensor] of results) {
    const value = Number(tensor.data[0])
    if (!Number.isFinite(value)) {
      throw new StudioError(
        'invalidInput',
        said`training diverged: the loss ${name} is ${value} at iteration ${where.iteration} (learning
          rate ${where.learningRate.toPrecision(3)}); start again with a smaller learning rate or a
          larger batch, or look for broken label maps`,
      )
    }
    losses[name] = value
  }
  return losses
}
