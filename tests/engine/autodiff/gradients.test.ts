// The reverse walk itself: accumulation, blocked paths, errors. Operators have their own suite.

import { describe, expect, it } from 'vitest'
import { gradients } from '../../../src-main/engine/autodiff/gradients.ts'
import type { Value } from '../../../src-main/engine/graph/graph.ts'
import { Graph } from '../../../src-main/engine/graph/graph.ts'
import { countOperators, printGraph } from '../../../src-main/engine/graph/print-graph.ts'
import { float32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import { add } from '../../../src-main/engine/operators/add.ts'
import { argMax } from '../../../src-main/engine/operators/arg-max.ts'
import { batchNormalization } from '../../../src-main/engine/operators/batch-normalization.ts'
import { cast } from '../../../src-main/engine/operators/cast.ts'
import { conv } from '../../../src-main/engine/operators/conv.ts'
import { multiply } from '../../../src-main/engine/operators/multiply.ts'
import { reduceSum } from '../../../src-main/engine/operators/reduce.ts'
import { relu } from '../../../src-main/engine/operators/relu.ts'
import { stopGradient } from '../../../src-main/engine/operators/stop-gradient.ts'

describe('gradients', () => {
  it('accumulates over all uses of a value', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [])
    const [slope] = gradients(add(multiply(x, 3), multiply(x, 4)), [x])
    graph.output('slope', slope ?? x)
    expect(countOperators(graph).get('Add')).toBe(1)
  })

  it('gives the upstream gradient for the loss itself', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [2])
    const upstream = graph.input('upstream', 'float32', [2])
    expect(gradients(x, [x], { upstream })).toEqual([upstream])
  })

  it('sums a broadcast bias down to its shape', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [2, 3, 4])
    const bias = graph.state('bias', [3, 1])
    expect(gradients(reduceSum(add(x, bias)), [bias]).map(({ shape }) => shape)).toEqual([[3, 1]])
  })

  it('builds no weight gradient for frozen weights', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [1, 2, 4, 4])
    const [frozen, learned] = [graph.state('frozen', [2, 2, 1, 1]), graph.state('learned', [2])]
    const y = conv(multiply(x, reduceSum(learned)), frozen)
    gradients(reduceSum(y), [learned])
    expect(graph.nodes.filter(({ operator }) => operator.type === 'MatMul')).toEqual([])
  })

  it('names the value that no path leads from', () => {
    const graph = new Graph()
    const [x, y] = [graph.input('x', 'float32', [2]), graph.state('weight', [2])]
    const loss = graph.scope('loss', () => reduceSum(x))
    expect(() => gradients(loss, [y])).toThrow(
      'no differentiable path leads from weight to loss/ReduceSum',
    )
  })

  it.each([
    ['stopGradient', (x: Value) => reduceSum(stopGradient(x))],
    ['an index', (x: Value) => reduceSum(cast(argMax(x, 0), 'float32'))],
    ['statistics of a batch', (x: Value) => reduceSum(statisticOf(x))],
  ])('ends at %s', (_, build) => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [2, 3, 4, 4])
    expect(() => gradients(build(x), [x])).toThrow('no differentiable path')
    const [zero] = gradients(build(x), [x], { allowUnreachable: true })
    expect(zero?.shape).toEqual(x.shape)
  })

  it('refuses a loss that is no scalar', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [2])
    expect(() => gradients(relu(x), [x])).toThrow('is no scalar')
  })

  it('walks a chain of thousands of operators', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [])
    let y = x
    for (let i = 0; i < 20_000; i++) y = relu(y)
    expect(gradients(y, [x]).map(({ shape }) => shape)).toEqual([[]])
  })

  it('builds the same program every time', () => {
    expect(printGraph(step())).toBe(printGraph(step()))
  })
})

function statisticOf(x: Value): Value {
  const ones = x.graph.constant(float32Tensor([3], [1, 1, 1]))
  return batchNormalization(x, ones, ones).mean
}

function step(): Graph {
  const graph = new Graph()
  const x = graph.input('x', 'float32', [1, 2, 4, 4])
  const weight = graph.state('weight', [2, 2, 3, 3])
  const loss = reduceSum(relu(conv(x, weight, { padding: 1 })))
  for (const gradient of gradients(loss, [weight])) graph.output('gradient', gradient)
  return graph
}
