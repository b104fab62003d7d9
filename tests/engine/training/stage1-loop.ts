// The toy whose stage 1 is compared between runtimes: network, first values and batches of
// tests/golden/training/stage1-loop, made so that float32 stays near float64 (tests/tools/make-training-fixtures.py).

import type { Checkpoint } from '../../../src-main/engine/checkpoint/checkpoint.ts'
import { firstTensors } from '../../../src-main/engine/checkpoint/pretrained-weights.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { int32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import { HYPERPARAMETERS } from '../../../src-main/engine/methods/hyperparameters.ts'
import { stage1 } from '../../../src-main/engine/methods/stage1.ts'
import type { BatchSource } from '../../../src-main/engine/training/batch-source.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import type { TrainingPlan } from '../../../src-main/engine/training/training-plan.ts'
import { below, readGolden } from '../networks/reference.ts'
import { numbers, tinyEncoder } from '../networks/tiny-network.ts'

const { tensors, metadata } = readGolden('training/stage1-loop')
const setting = (name: string): number => Number(metadata[name])

export const LOSS_NAMES = metadata['lossNames']!.split(',')

/** What PyTorch has. */
export const PYTORCH = {
  steps: setting('steps'),
  /** Step by step, in the order of `LOSS_NAMES`. */
  losses: numbers(tensors.get('losses')),
  /** Parameters and running statistics after the last step. */
  last: below(tensors, 'last/'),
}

/** @param learningRate that of the network; PyTorch's unless given */
export function stage1LoopPlan(learningRate = setting('learningRate')): TrainingPlan {
  return stage1.build({
    network: { encoder: tinyEncoder, outputStride: 8, width: 8 },
    hyperparameters: {
      ...HYPERPARAMETERS.paper,
      learningRate,
      headRateFactor: setting('headRateFactor'),
      momentum: setting('momentum'),
      weightDecay: setting('weightDecay'),
      auxiliaryWeight: setting('auxiliaryWeight'),
      adversarialWeight: setting('adversarialWeight'),
      auxiliaryAdversarialWeight: setting('auxiliaryAdversarialWeight'),
      discriminatorRate: setting('discriminatorRate'),
      discriminatorChannels: setting('discriminatorChannels'),
    },
    classWeights: numbers(tensors.get('classWeights')),
    batchSize: setting('batchSize'),
    cropSizePx: setting('cropSizePx'),
  })
}

const batches: BatchSource = {
  next: (iteration) => {
    const batch = below(tensors, `batch${(iteration - 1) % setting('batches')}/`)
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

export interface TakenSteps {
  /** Step by step, in the order of `LOSS_NAMES`. */
  readonly losses: readonly number[]
  readonly last: Checkpoint
}

/** The first `steps` iterations, through the training loop itself. */
export async function takeSteps(
  executor: Executor,
  plan: TrainingPlan,
  steps: number,
): Promise<TakenSteps> {
  const first = below(tensors, 'first/')
  const saved: Checkpoint[] = []
  const losses: number[] = []
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
    shouldStop: () => losses.length === steps * LOSS_NAMES.length,
    now: () => 0,
  })
  for await (const event of loop) {
    if (event.type === 'stepped') losses.push(...LOSS_NAMES.map((name) => event.losses[name]!))
  }
  return { losses, last: saved.at(-1)! }
}

/** Each loss whose relative error is not below `tolerance`, with its place and the error. */
export function wrongLosses(
  received: readonly number[],
  expected: readonly number[],
  tolerance: number,
): string[] {
  return expected.flatMap((loss, i) => {
    const error = Math.abs((received[i] ?? NaN) / loss - 1)
    const step = Math.floor(i / LOSS_NAMES.length) + 1
    return error < tolerance
      ? []
      : [`${LOSS_NAMES[i % LOSS_NAMES.length]} of step ${step}: ${error}`]
  })
}
