import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { float32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import { batchNormalization } from '../../../src-main/engine/layers/batch-normalization.ts'
import { initialTensor } from '../../../src-main/engine/layers/state-store.ts'
import { newContext, numbers } from '../networks/tiny-network.ts'

let executor: Executor
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(async () => {
  await executor.dispose()
})

describe('batch normalization', () => {
  it('moves its running statistics once for each pass, one after the other', async () => {
    const { graph, states, context } = newContext('training')
    for (const feed of ['source', 'target']) {
      const x = graph.input(feed, 'float32', [2, 1, 1, 1])
      graph.output(
        `${feed}Result`,
        graph.scope('norm', () => batchNormalization(context, x)),
      )
    }
    context.commitStatistics()
    const first = [...states.declarations].map(
      ([name, state]) => [name, initialTensor(state, 1)] as const,
    )
    const state = await executor.createState(new Map(first))
    const program = await executor.compile(graph)
    const feeds = new Map([
      ['source', float32Tensor([2, 1, 1, 1], [0, 2])],
      ['target', float32Tensor([2, 1, 1, 1], [10, 14])],
    ])
    const results = await program.run(feeds, state)
    const statistics = await state.read(['norm.runningMean', 'norm.runningVariance'])
    // Means 1 and 12, unbiased variances 2 and 8; each pass takes a tenth of the new.
    expect(numbers(statistics.get('norm.runningMean'))[0]).toBeCloseTo(0.1 * 0.9 + 1.2, 5)
    expect(numbers(statistics.get('norm.runningVariance'))[0]).toBeCloseTo(
      (0.9 + 0.2) * 0.9 + 0.8,
      5,
    )
    expect(numbers(results.get('targetResult'))).toEqual([
      expect.closeTo(-1, 4) as number,
      expect.closeTo(1, 4) as number,
    ])
  })

  it('uses the running statistics at inference and does not move them', async () => {
    const { graph, states, context } = newContext('inference')
    const x = graph.input('x', 'float32', [1, 1, 1, 2])
    graph.output(
      'y',
      graph.scope('norm', () => batchNormalization(context, x)),
    )
    expect(graph.updates.size).toBe(0)
    expect(() => context.commitStatistics()).toThrow(/training graphs alone/)
    const values = { scale: 2, shift: 1, runningMean: 3, runningVariance: 4 }
    const state = await executor.createState(
      new Map(Object.entries(values).map(([name, v]) => [`norm.${name}`, float32Tensor([1], [v])])),
    )
    expect([...states.declarations.keys()].sort()).toEqual([...state.names].sort())
    const program = await executor.compile(graph)
    const results = await program.run(new Map([['x', float32Tensor([1, 1, 1, 2], [3, 5])]]), state)
    expect(numbers(results.get('y'))).toEqual([
      expect.closeTo(1, 4) as number,
      expect.closeTo(3, 4) as number,
    ])
  })
})
