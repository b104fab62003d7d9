import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { gradients } from '../../../src-main/engine/autodiff/gradients.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { float32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import { batchNormalization } from '../../../src-main/engine/layers/batch-normalization.ts'
import { convolutionBlock } from '../../../src-main/engine/layers/convolution-block.ts'
import { initialTensor } from '../../../src-main/engine/layers/state-store.ts'
import { reduceSum } from '../../../src-main/engine/operators/reduce.ts'
import { newContext, numbers, runGraph } from '../networks/tiny-network.ts'

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
    expect(() => context.commitStatistics()).toThrow(/inference measures no statistics/)
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

  it('keeps the running statistics in a frozen pass, where scale and shift still learn', async () => {
    const { graph, context } = newContext('training')
    const x = graph.input('x', 'float32', [1, 1, 1, 2])
    const y = context.pass(
      'target',
      () => graph.scope('norm', () => batchNormalization(context, x)),
      'frozen',
    )
    const parameters = [...context.parameters.values()]
    for (const [i, slope] of gradients(reduceSum(y), parameters).entries()) {
      graph.output(`gradient ${parameters[i]!.name}`, slope)
    }
    context.commitStatistics()
    expect(graph.updates.size).toBe(0)
    const values = { scale: 2, shift: 1, runningMean: 3, runningVariance: 4 }
    const state = await executor.createState(
      new Map(Object.entries(values).map(([name, v]) => [`norm.${name}`, float32Tensor([1], [v])])),
    )
    const program = await executor.compile(graph)
    const results = await program.run(new Map([['x', float32Tensor([1, 1, 1, 2], [3, 7])]]), state)
    // (3 - 3) / 2 + (7 - 3) / 2, and one for each number.
    expect(numbers(results.get('gradient norm.scale'))[0]).toBeCloseTo(2, 4)
    expect(numbers(results.get('gradient norm.shift'))[0]).toBe(2)
  })

  it('is frozen in the passes that say so and in those inside them', () => {
    const { context } = newContext('training')
    const seen = [
      context.normalization,
      context.pass('target', () => context.normalization, 'frozen'),
      context.pass('a', () => context.pass('b', () => context.normalization), 'frozen'),
      context.normalization,
    ]
    expect(seen).toEqual(['batch', 'frozen', 'frozen', 'batch'])
    expect(newContext('inference').context.normalization).toBe('frozen')
  })

  it.each(['training', 'inference'] as const)(
    'adds the epsilon it is given in %s',
    async (mode) => {
      const { graph, states, context } = newContext(mode)
      const x = graph.input('x', 'float32', [1, 1, 1, 2])
      const block = { channels: 1, epsilon: 3, activation: 'none' } as const
      graph.output('y', convolutionBlock(context, 'block', x, block))
      const weight = numbers(initialTensor(states.declarations.get('block.conv.weight')!, 1))[0]!
      // Mean 0 and variance 1, of the batch as of the running statistics.
      const feeds = new Map([['x', float32Tensor([1, 1, 1, 2], [1 / weight, -1 / weight])]])
      const y = numbers((await runGraph(executor, { graph, states }, feeds)).get('y'))
      expect(y[0]).toBeCloseTo(0.5, 5)
      expect(y[1]).toBeCloseTo(-0.5, 5)
    },
  )
})
