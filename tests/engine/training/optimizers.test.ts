import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { float32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import { applyAdam, applySgd } from '../../../src-main/engine/training/optimizers.ts'
import { newContext, numbers } from '../networks/tiny-network.ts'

let executor: Executor
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(async () => {
  await executor.dispose()
})

const scalar = (value: number): Tensor => float32Tensor([], [value])

describe('SGD', () => {
  it('decays, gathers momentum and scales the rate of heads, as in PyTorch', async () => {
    const { graph, states, context } = newContext('training')
    const parameter = context.parameter('w', [1], { kind: 'constant', value: 2 })
    const gradient = graph.input('gradient', 'float32', [1])
    applySgd(context, states, [{ parameter, gradient, rateFactor: 10 }], {
      learningRate: graph.input('rate', 'float32', []),
      momentum: 0.9,
      weightDecay: 0.1,
    })
    const program = await executor.compile(graph)
    const state = await executor.createState(
      new Map([
        ['w', float32Tensor([1], [2])],
        ['optimizer.velocity.w', float32Tensor([1], [0])],
      ]),
    )
    let [w, velocity] = [2, 0]
    for (const g of [1, -0.5, 0.25]) {
      await program.run(new Map([['gradient', float32Tensor([1], [g])], ['rate', scalar(0.01)]]), state) // prettier-ignore
      velocity = 0.9 * velocity + g + 0.1 * w
      w -= 0.1 * velocity
    }
    const read = await state.read()
    expect(numbers(read.get('w'))[0]).toBeCloseTo(w, 5)
    expect(numbers(read.get('optimizer.velocity.w'))[0]).toBeCloseTo(velocity, 5)
  })
})

describe('Adam', () => {
  it('moves by bias-corrected moments, as in PyTorch', async () => {
    const { graph, states, context } = newContext('training')
    const parameter = context.parameter('w', [1], { kind: 'constant', value: 2 })
    const gradient = graph.input('gradient', 'float32', [1])
    applyAdam(context, states, [{ parameter, gradient }], {
      learningRate: graph.input('rate', 'float32', []),
      betas: [0.9, 0.99],
      corrections: [graph.input('c1', 'float32', []), graph.input('c2', 'float32', [])],
    })
    const program = await executor.compile(graph)
    const state = await executor.createState(
      new Map([
        ['w', float32Tensor([1], [2])],
        ['optimizer.firstMoment.w', float32Tensor([1], [0])],
        ['optimizer.secondMoment.w', float32Tensor([1], [0])],
      ]),
    )
    let [w, first, second] = [2, 0, 0]
    for (const [index, g] of [1, -0.5, 0.25].entries()) {
      const corrections = [1 - 0.9 ** (index + 1), 1 - 0.99 ** (index + 1)] as const
      const feeds = new Map<string, Tensor>([
        ['gradient', float32Tensor([1], [g])],
        ['rate', scalar(0.1)],
        ['c1', scalar(corrections[0])],
        ['c2', scalar(corrections[1])],
      ])
      await program.run(feeds, state)
      first = 0.9 * first + 0.1 * g
      second = 0.99 * second + 0.01 * g * g
      w -= (0.1 * (first / corrections[0])) / (Math.sqrt(second / corrections[1]) + 1e-8)
    }
    expect(numbers((await state.read()).get('w'))[0]).toBeCloseTo(w, 5)
  })
})
