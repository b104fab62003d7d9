// Ten iterations of stage 1 through the training loop itself against the same in PyTorch, with its SGD and
// Adam (tests/tools/make-training-fixtures.py): every loss of every step, and everything learned or measured.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Checkpoint } from '../../../src-main/engine/checkpoint/checkpoint.ts'
import { firstTensors } from '../../../src-main/engine/checkpoint/pretrained-weights.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { int32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import { HYPERPARAMETERS } from '../../../src-main/engine/methods/hyperparameters.ts'
import { stage1 } from '../../../src-main/engine/methods/stage1.ts'
import type { BatchSource } from '../../../src-main/engine/training/batch-source.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import { below, readGolden, relativeErrors } from '../networks/reference.ts'
import { numbers, tinyEncoder } from '../networks/tiny-network.ts'

const TOLERANCE = 1e-3

const { tensors: golden, metadata } = readGolden('training/stage1-loop')
const setting = (name: string): number => Number(metadata[name])
const lossNames = metadata['lossNames']!.split(',')

let executor: Executor
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(async () => {
  await executor.dispose()
})

const plan = stage1.build({
  network: { encoder: tinyEncoder, outputStride: 8, width: 8 },
  hyperparameters: {
    ...HYPERPARAMETERS.paper,
    learningRate: setting('learningRate'),
    headRateFactor: setting('headRateFactor'),
    momentum: setting('momentum'),
    weightDecay: setting('weightDecay'),
    auxiliaryWeight: setting('auxiliaryWeight'),
    adversarialWeight: setting('adversarialWeight'),
    auxiliaryAdversarialWeight: setting('auxiliaryAdversarialWeight'),
    discriminatorRate: setting('discriminatorRate'),
    discriminatorChannels: setting('discriminatorChannels'),
  },
  classWeights: numbers(golden.get('classWeights')),
  batchSize: setting('batchSize'),
  cropSizePx: setting('cropSizePx'),
})

const batches: BatchSource = {
  next: (iteration) => {
    const batch = below(golden, `batch${(iteration - 1) % setting('batches')}/`)
    const labels = batch.get('source.labels')!
    return Promise.resolve({
      source: {
        image: batch.get('source.image')!,
        labels: int32Tensor(labels.shape, numbers(labels)),
      },
      target: { image: batch.get('target.image')! },
    })
  },
  state: () => '',
}

it('is what PyTorch has after ten steps, and in each of them', async () => {
  const first = below(golden, 'first/')
  const saved: Checkpoint[] = []
  const losses: number[][] = []
  const loop = train({
    executor,
    plan,
    batches,
    start: firstTensors(plan.states, { seed: 1, pretrained: first, continued: first }),
    totalIterations: setting('totalIterations'),
    seed: setting('seed'),
    evaluateEvery: 100,
    checkpointEvery: 100,
    saveCheckpoint: (checkpoint) => Promise.resolve(void saved.push(checkpoint)),
    shouldStop: () => losses.length === setting('steps'),
    now: () => 0,
  })
  for await (const event of loop) {
    if (event.type === 'stepped') losses.push(lossNames.map((name) => event.losses[name]!))
  }
  const expected = numbers(golden.get('losses'))
  expect(losses).toHaveLength(setting('steps'))
  for (const [i, loss] of losses.flat().entries()) {
    const where = `${lossNames[i % lossNames.length]} of step ${Math.floor(i / lossNames.length) + 1}`
    expect(Math.abs(loss / expected[i]! - 1), where).toBeLessThan(TOLERANCE)
  }
  const last = below(golden, 'last/')
  const model = [...plan.states.values()].filter(({ role }) => role !== 'optimizer')
  expect([...last.keys()].sort()).toEqual(model.map(({ name }) => name).sort())
  const errors = [...relativeErrors(saved.at(-1)!.tensors, last)]
  expect(errors.filter(([, error]) => !(error < TOLERANCE))).toEqual([])
})
