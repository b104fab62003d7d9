// The loop itself, on the smallest method; what every method owes is in the methods' own suite.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Checkpoint } from '../../../src-main/engine/checkpoint/checkpoint.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { filledTensor } from '../../../src-main/engine/graph/tensor.ts'
import { sourceOnly } from '../../../src-main/engine/methods/source-only.ts'
import type { TrainingEvent, TrainingOptions } from '../../../src-main/engine/training/train.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import {
  TOY_OPTIONS,
  keepPrograms,
  toyBatch,
  toyBatches,
  toyStart,
} from '../methods/toy-training.ts'

let executor: Executor
beforeAll(async () => {
  executor = keepPrograms(await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 }))
})
afterAll(async () => {
  await executor.dispose()
})

const plan = sourceOnly.build(TOY_OPTIONS)

function options(change: Partial<TrainingOptions> = {}): TrainingOptions {
  return {
    executor,
    plan,
    batches: toyBatches(),
    start: toyStart(plan),
    totalIterations: 5,
    seed: 1,
    evaluateEvery: 2,
    checkpointEvery: 3,
    saveCheckpoint: () => Promise.resolve(),
    now: () => 0,
    shouldStop: () => false,
    ...change,
  }
}

async function told(change: Partial<TrainingOptions>): Promise<string[]> {
  const events: TrainingEvent[] = []
  for await (const event of train(options(change))) events.push(event)
  return events.map(({ type, iteration }) => `${type} ${iteration}`)
}

describe('training', () => {
  it('steps, evaluates and saves at its intervals and at the end', async () => {
    expect(await told({})).toEqual([
      'stepped 1',
      'stepped 2',
      'evaluationDue 2',
      'stepped 3',
      'checkpointSaved 3',
      'stepped 4',
      'evaluationDue 4',
      'stepped 5',
      'evaluationDue 5',
      'checkpointSaved 5',
    ])
  })

  it('tells what went wrong first when nothing can be freed after it', async () => {
    const lost = (): Promise<never> => Promise.reject(new Error('the device was lost'))
    const broken: Executor = {
      ...executor,
      compile: () => Promise.resolve({ run: lost, dispose: () => Promise.resolve() }),
      createState: async (tensors) => {
        const state = await executor.createState(tensors)
        const dispose = (): Promise<never> => Promise.reject(new Error('cannot free'))
        return { names: state.names, read: state.read.bind(state), write: state.write.bind(state), dispose } // prettier-ignore
      },
    }
    await expect(told({ executor: broken })).rejects.toThrow('the device was lost')
  })

  it('stops before the next step when asked, and leaves a checkpoint', async () => {
    const saved: Checkpoint[] = []
    let steps = 0
    const events = await told({
      shouldStop: () => steps++ === 1,
      saveCheckpoint: (checkpoint) => Promise.resolve(void saved.push(checkpoint)),
    })
    expect(events).toEqual(['stepped 1', 'stopped 1'])
    expect(saved.map(({ iteration, dataState }) => [iteration, dataState])).toEqual([[1, '1']])
  })

  it('does nothing more when its checkpoint is the last one', async () => {
    const start = await lastCheckpoint()
    expect(await told({ start })).toEqual([])
  })

  it('refuses the checkpoint of another configuration', async () => {
    const start = await lastCheckpoint()
    await expect(told({ start, seed: 2 })).rejects.toThrow(/another configuration/)
    await expect(told({ start: { ...start, identity: 'other' } })).rejects.toThrow(/another conf/)
  })

  it('ends with advice when a loss is not a number', async () => {
    const image = filledTensor('float32', [2, 3, 32, 32], NaN)
    const batches = {
      next: () => Promise.resolve({ source: { ...toyBatch(1), image } }),
      state: () => '',
    }
    await expect(told({ batches })).rejects.toThrow(
      /training diverged: the loss segmentation is NaN at iteration 1 .*smaller learning rate/,
    )
  })

  it('names the batch that is missing', async () => {
    const batches = { next: () => Promise.resolve({}), state: () => '' }
    await expect(told({ batches })).rejects.toThrow(/no source batch.*needs source/)
  })

  it('passes on what the batch source reports, after the steps before it', async () => {
    const good = toyBatches()
    const batches = {
      ...good,
      next: (iteration: number, names: readonly ['source']) =>
        iteration === 3 ? Promise.reject(new Error('disk on fire')) : good.next(iteration, names),
    }
    await expect(told({ batches })).rejects.toThrow('disk on fire')
  })

  it('says what a step waited for its batches, which are asked for two steps ahead', async () => {
    let clock = 0
    const good = toyBatches()
    const batches = {
      ...good,
      async next(iteration: number, names: readonly ['source']) {
        const batch = await good.next(iteration, names)
        clock += 10
        return batch
      },
    }
    const waits: number[] = []
    for await (const event of train(options({ batches, now: () => clock }))) {
      if (event.type === 'stepped') waits.push(event.waitedMs)
    }
    // Both first ones come while the first is waited for; then each is there before its step.
    expect(waits).toEqual([20, 0, 0, 0, 0])
  })

  it('lets go of its programs and its state when the reader leaves', async () => {
    let open = 0
    const counting: Executor = {
      ...executor,
      description: executor.description,
      dispose: () => Promise.resolve(),
      compile: async (graph) => {
        const program = await executor.compile(graph)
        open++
        return {
          run: (feeds, state) => program.run(feeds, state),
          dispose: async () => {
            open--
            await program.dispose()
          },
        }
      },
      createState: (tensors) => executor.createState(tensors),
    }
    for await (const event of train(options({ executor: counting })))
      if (event.iteration === 2) break
    expect(open).toBe(0)
  })
})

async function lastCheckpoint(): Promise<Checkpoint> {
  const saved: Checkpoint[] = []
  await told({ saveCheckpoint: (checkpoint) => Promise.resolve(void saved.push(checkpoint)) })
  const last = saved.at(-1)
  if (last === undefined) throw new Error('nothing was saved')
  return last
}
