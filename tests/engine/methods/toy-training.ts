// A toy user: two colours, each its own class, small enough that every method learns it in a test.

import { createRandom, deriveSeed } from '../../../src-main/core/random.ts'
import type { Executor, Program } from '../../../src-main/engine/executor/executor.ts'
import { firstTensors } from '../../../src-main/engine/checkpoint/pretrained-weights.ts'
import type { Graph } from '../../../src-main/engine/graph/graph.ts'
import { createTensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import { initialTensor } from '../../../src-main/engine/layers/state-store.ts'
import { HYPERPARAMETERS } from '../../../src-main/engine/methods/hyperparameters.ts'
import type { MethodOptions } from '../../../src-main/engine/methods/method.ts'
import type { BatchSource, TrainingBatch } from '../../../src-main/engine/training/batch-source.ts'
import { stepFeeds } from '../../../src-main/engine/training/step-feeds.ts'
import type { TrainingPlan } from '../../../src-main/engine/training/training-plan.ts'
import { tinyEncoder } from '../networks/tiny-network.ts'

export const SIDE = 32
export const BATCH = 2

export const TOY_OPTIONS: MethodOptions = {
  network: { encoder: tinyEncoder, outputStride: 8, width: 8 },
  hyperparameters: {
    ...HYPERPARAMETERS.recommended,
    learningRate: 0.02,
    discriminatorChannels: 2,
    discriminatorScale: 1,
  },
  classWeights: [],
  batchSize: BATCH,
  cropSizePx: SIDE,
}

/** Left and right halves of two classes that differ in colour, the border between them at random. */
export function toyBatch(seed: number): TrainingBatch & { readonly labels: Tensor } {
  const random = createRandom(seed)
  const image = new Float32Array(BATCH * 3 * SIDE * SIDE)
  const labels = new Int32Array(BATCH * SIDE * SIDE)
  for (let n = 0; n < BATCH; n++) {
    const border = 8 + random.integer(16)
    for (let i = 0; i < SIDE * SIDE; i++) {
      const isLeft = i % SIDE < border
      labels[n * SIDE * SIDE + i] = isLeft ? 3 : 0
      for (let channel = 0; channel < 3; channel++) {
        const colour = isLeft ? 1 - channel : channel - 1
        image[(n * 3 + channel) * SIDE * SIDE + i] = colour + 0.3 * random.normal()
      }
    }
  }
  return {
    image: createTensor('float32', [BATCH, 3, SIDE, SIDE], image),
    labels: createTensor('int32', [BATCH, SIDE, SIDE], labels),
  }
}

/** A source whose state is a counter, as an epoch iterator's would be. */
export function toyBatches(startState = '0'): BatchSource {
  let given = Number(startState)
  return {
    next: async (_, names) => {
      given++
      const entries = names.map((name) => [name, toyBatch(deriveSeed(given, name))] as const)
      return Promise.resolve(Object.fromEntries(entries))
    },
    state: () => String(given),
  }
}

/** ImageNet's part for the tiny encoder: its own random start. */
export function toyStart(plan: TrainingPlan): Map<string, Tensor> {
  const pretrained = new Map(
    [...plan.states]
      .filter(([, { origin }]) => origin === 'pretrained')
      .map(([name, state]) => [name, initialTensor(state, 5)] as const),
  )
  return firstTensors(plan.states, { seed: 5, pretrained })
}

/** Compiles each graph once: opening a session takes longer than the steps of a test. */
export function keepPrograms(executor: Executor): Executor {
  const programs = new Map<Graph, Promise<Program>>()
  return {
    description: executor.description,
    compile: async (graph) => {
      const compiled = programs.get(graph) ?? executor.compile(graph)
      programs.set(graph, compiled)
      const program = await compiled
      return { run: (feeds, state) => program.run(feeds, state), dispose: () => Promise.resolve() }
    },
    createState: (tensors) => executor.createState(tensors),
    dispose: async () => {
      for (const compiled of programs.values()) await (await compiled).dispose()
      await executor.dispose()
    },
  }
}

export interface OneStep {
  readonly losses: ReadonlyMap<string, Tensor>
  readonly tensors: ReadonlyMap<string, Tensor>
}

/** One step of an iteration from the toy start, on the given executor. */
export async function oneStep(
  executor: Executor,
  plan: TrainingPlan,
  iteration: number,
  change: (batch: TrainingBatch) => TrainingBatch = (batch) => batch,
): Promise<OneStep> {
  const step = plan.programAt(iteration)
  const batches = Object.fromEntries(
    step.batches.map((name) => [name, change(toyBatch(deriveSeed(1, name)))]),
  )
  const state = await executor.createState(toyStart(plan))
  const program = await executor.compile(step.graph)
  const position = { iteration, totalIterations: 10, seed: 1 }
  const losses = await program.run(stepFeeds(plan, batches, position), state)
  const tensors = await state.read()
  await program.dispose()
  await state.dispose()
  return { losses, tensors }
}
