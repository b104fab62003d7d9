// The one training loop of all methods: an async generator that steps, reports, and saves checkpoints.
// It knows no files and no clock; a resumed run equals an uninterrupted one bit for bit.

import { StudioError, invariant } from '../../core/errors.ts'
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
  try {
    for (const program of plan.programs) {
      programs.set(program, await executor.compile(program.graph))
    }
    yield* iterate(options, { state, programs, ...start })
  } finally {
    for (const program of programs.values()) await program.dispose()
    await state.dispose()
  }
}

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
  let upcoming = done < totalIterations ? draw(options, done + 1) : null
  for (let iteration = done + 1; upcoming !== null; iteration++) {
    if (options.shouldStop()) {
      await upcoming.catch(() => undefined)
      await save(iteration - 1)
      yield { type: 'stopped', iteration: iteration - 1 }
      return
    }
    const drawn: Drawn = await upcoming
    upcoming = iteration < totalIterations ? draw(options, iteration + 1) : null
    dataState = drawn.dataState
    const position = { iteration, totalIterations, seed }
    const program = programs.get(plan.programAt(iteration))
    invariant(program !== undefined, `the program of iteration ${iteration} is listed in the plan`)
    const results = await program.run(stepFeeds(plan, drawn.batches, position), state)
    const learningRate = learningRateAt(plan, position)
    const losses = finiteLosses(results, { iteration, learningRate })
    yield { type: 'stepped', iteration, losses, learningRate }
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

/** Asked for one iteration ahead, so that images are read while the last step runs. */
function draw({ batches, plan }: TrainingOptions, iteration: number): Promise<Drawn> {
  const drawn = batches.next(iteration, plan.programAt(iteration).batches)
  const read = drawn.then((given) => ({ batches: given, dataState: batches.state() }))
  read.catch(() => undefined)
  return read
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
    `training: the checkpoint belongs to another configuration (${start.method}, ` +
      `${start.totalIterations} iterations, seed ${start.seed}: ${start.identity}) than this run ` +
      `(${plan.method}, ${totalIterations} iterations, seed ${seed}: ${plan.identity}); ` +
      'start a new run, or go on with the old settings',
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
        `training diverged: the loss ${name} is ${value} at iteration ${where.iteration} (learning ` +
          `rate ${where.learningRate.toPrecision(3)}); start again with a smaller learning rate or a ` +
          'larger batch, or look for broken label maps',
      )
    }
    losses[name] = value
  }
  return losses
}
