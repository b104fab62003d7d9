// The suite that every method passes for being listed.

import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { createTfjsExecutor } from '../../../src-main/adapters/tfjs/tfjs-executor.ts'
import type { Checkpoint } from '../../../src-main/engine/checkpoint/checkpoint.ts'
import {
  decodeCheckpoint,
  encodeCheckpoint,
} from '../../../src-main/engine/checkpoint/checkpoint.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { countOperators } from '../../../src-main/engine/graph/print-graph.ts'
import { filledTensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import type { MethodOptions } from '../../../src-main/engine/methods/method.ts'
import { METHODS, findMethod } from '../../../src-main/engine/methods/methods.ts'
import type { GroupMode } from '../../../src-main/engine/networks/group-source.ts'
import type { TrainingOptions } from '../../../src-main/engine/training/train.ts'
import { train } from '../../../src-main/engine/training/train.ts'
import type { TrainingPlan } from '../../../src-main/engine/training/training-plan.ts'
import { largestDifference, numbers } from '../networks/tiny-network.ts'
import { TOY_OPTIONS, keepPrograms, oneStep, toyBatches, toyStart } from './toy-training.ts'

let onnxruntime: Executor
let tfjs: Executor
beforeAll(async () => {
  await tf.setBackend('cpu')
  tfjs = createTfjsExecutor(tf)
  onnxruntime = keepPrograms(await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 }))
})
afterAll(async () => {
  await onnxruntime.dispose()
  await tfjs.dispose()
})

interface Trained {
  readonly last: Checkpoint
  readonly segmentation: readonly number[]
}

async function trainToy(plan: TrainingPlan, change: Partial<TrainingOptions>): Promise<Trained> {
  const saved: Checkpoint[] = []
  const segmentation: number[] = []
  const options: TrainingOptions = {
    executor: onnxruntime,
    plan,
    batches: toyBatches(),
    start: toyStart(plan),
    totalIterations: 6,
    seed: 1,
    evaluateEvery: 100,
    checkpointEvery: 100,
    saveCheckpoint: async (checkpoint) => {
      saved.push(decodeCheckpoint(encodeCheckpoint(checkpoint), 'toy'))
      return Promise.resolve()
    },
    now: () => 0,
    shouldStop: () => false,
    ...change,
  }
  for await (const event of train(options)) {
    if (event.type === 'stepped') segmentation.push(event.losses['segmentation'] ?? NaN)
  }
  const last = saved.at(-1)
  if (last === undefined) throw new Error('nothing was saved')
  return { last, segmentation }
}

describe.each(METHODS)('$name', (method) => {
  const plan = method.build(TOY_OPTIONS)

  it('builds the same operators as ever (tiny)', async () => {
    const lines = plan.programs.flatMap(({ name, graph }) => [
      `${name}: feeds ${[...graph.inputs.keys()].join(' ')}`,
      `losses ${[...graph.outputs.keys()].join(' ')}, updates ${graph.updates.size}`,
      ...[...countOperators(graph)].map(([type, count]) => `  ${type} ${count}`),
    ])
    await expect(lines.join('\n') + '\n').toMatchFileSnapshot(`golden/${method.name}.txt`)
  })

  it('updates every parameter and statistic, and reads every state', () => {
    for (const { graph } of plan.programs) {
      expect([...graph.states.keys()].sort()).toEqual([...plan.states.keys()].sort())
      expect([...graph.updates.keys()].sort()).toEqual([...plan.states.keys()].sort())
    }
  })

  it('lowers the loss of a toy user', async () => {
    const { segmentation } = await trainToy(plan, { totalIterations: 12 })
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
    expect(mean(segmentation.slice(-3))).toBeLessThan(0.7 * mean(segmentation.slice(0, 2)))
  })

  it('does not learn classes from pixels of the ignore index', async () => {
    const ignore = filledTensor('int32', [2, 32, 32], 255)
    const { losses } = await oneStep(onnxruntime, plan, 2, (batch) => ({
      ...batch,
      labels: ignore,
    }))
    const supervised = [...losses].filter(([name]) => /^(segmentation|pseudo)/.test(name))
    expect(supervised.length).toBeGreaterThan(0)
    for (const [, loss] of supervised) expect(numbers(loss)).toEqual([0])
  })

  it('goes on from a checkpoint bit for bit as if it had never stopped', async () => {
    const whole = await trainToy(plan, {})
    let steps = 0
    const half = await trainToy(plan, { shouldStop: () => steps++ === 3 })
    expect(half.last.iteration).toBe(3)
    const resumed = await trainToy(plan, {
      start: half.last,
      batches: toyBatches(half.last.dataState),
    })
    expect(resumed.last).toEqual(whole.last)
    expect([...half.segmentation, ...resumed.segmentation]).toEqual(whole.segmentation)
  })

  it.each([1, 2])('takes the same step on tfjs (iteration %i)', async (iteration) => {
    const received = await oneStep(onnxruntime, plan, iteration)
    const expected = await oneStep(tfjs, plan, iteration)
    expect(differing(received.losses, expected.losses)).toEqual([])
    expect(differing(received.tensors, expected.tensors)).toEqual([])
  })
})

describe('methods', () => {
  const withMode = (groupMode: GroupMode | 'none'): MethodOptions => ({
    ...TOY_OPTIONS,
    network: { ...TOY_OPTIONS.network, groupMode },
  })

  it('without group context are ADVENT: no regions, no auxiliary head, one discriminator', () => {
    const [step] = findMethod('stage1').build(withMode('none')).programs
    expect([...step!.graph.outputs.keys()]).toEqual(['segmentation', 'adversarial', 'discriminator']) // prettier-ignore
    const scopes = [...step!.graph.states.keys()].map((name) => name.replace(/^optimizer\.\w+\./, '')) // prettier-ignore
    expect([...new Set(scopes.map((name) => name.split('.').slice(0, 2).join('.')))].sort()).toEqual([
      'discriminator.main',
      'network.classifier',
      'network.encoder',
      'network.pyramid',
    ]) // prettier-ignore
  })

  it.each(['paper', 'official-fixed', 'official-exact', 'global'] as const)(
    'keep the auxiliary head and learn every parameter in the mode %s',
    (groupMode) => {
      for (const { graph } of findMethod('stage2').build(withMode(groupMode)).programs) {
        expect([...graph.outputs.keys()]).toContain('segmentationAux')
        expect([...graph.updates.keys()].sort()).toEqual([...graph.states.keys()].sort())
      }
    },
  )

  it('have plans that fit each other only in the same group mode, No-DA in all', () => {
    const identities = (name: string) =>
      (['paper', 'official-exact', 'global', 'none'] as const).map(
        (groupMode) => findMethod(name).build(withMode(groupMode)).identity,
      )
    expect(new Set(identities('stage1')).size).toBe(4)
    expect(new Set(identities('source-only')).size).toBe(1)
    expect(findMethod('stage1').build(TOY_OPTIONS).identity).toBe(identities('stage1')[0])
  })

  it('are found by name, and an unknown name lists the choices', () => {
    expect(findMethod('stage1').name).toBe('stage1')
    expect(() => findMethod('stage3')).toThrow(/choose one of source-only, stage1, stage2/)
  })
})

/** Names whose tensors differ by more than float32 sums in another order explain. */
function differing(
  received: ReadonlyMap<string, Tensor>,
  expected: ReadonlyMap<string, Tensor>,
): string[] {
  expect([...received.keys()].sort()).toEqual([...expected.keys()].sort())
  return [...received].flatMap(([name, tensor]) => {
    const scale = Math.max(1e-2, ...numbers(tensor).map(Math.abs))
    const error = largestDifference(tensor, expected.get(name)) / scale
    return error < 1e-3 ? [] : [`${name} ${error}`]
  })
}
