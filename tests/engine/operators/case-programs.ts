// Builds the programs of an operator case and compares tensors; shared by the operator tests.

import { expect } from 'vitest'
import { createRandom } from '../../../src-main/core/random.ts'
import { gradients } from '../../../src-main/engine/autodiff/gradients.ts'
import { differentiableCalls } from '../../../src-main/engine/autodiff/differentiable-calls.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import type { Value } from '../../../src-main/engine/graph/graph.ts'
import { Graph } from '../../../src-main/engine/graph/graph.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import type { OperatorCase } from './operator-case.ts'
import { dataTypeOf, sample } from './operator-case.ts'

/** float32 sums in another order. */
const SAME_MATHS = 2e-5

export type Tensors = ReadonlyMap<string, Tensor>

export interface CaseProgram {
  readonly graph: Graph
  readonly result: Value
  /** Names of the inputs that a gradient exists for; it is the output "gradient <name>". */
  readonly differentiable: readonly string[]
}

export function sampleFeeds(operatorCase: OperatorCase, seed: number): Map<string, Tensor> {
  const random = createRandom(seed)
  return new Map(operatorCase.inputs.map((spec, i) => [`x${i}`, sample(spec, random)]))
}

export function forwardProgram({ inputs, build }: OperatorCase): CaseProgram {
  const graph = new Graph()
  const values = inputs.map(({ shape, sampling }, i) => {
    return graph.input(`x${i}`, dataTypeOf(sampling), shape)
  })
  const result = graph.scope('case', () => build(...values))
  graph.output('result', result)
  const reached = new Set(
    differentiableCalls(result, new Set(values)).flatMap(({ needed }) => [...needed]),
  )
  const differentiable = values.filter((value) => reached.has(value)).map(({ name }) => name)
  return { graph, result, differentiable }
}

/** The forward program with an input "upstream" and every gradient as an output. */
export function gradientProgram(operatorCase: OperatorCase): CaseProgram {
  const program = forwardProgram(operatorCase)
  const { graph, result, differentiable } = program
  const upstream = graph.input('upstream', 'float32', result.shape)
  const inputs = differentiable.flatMap((name) => graph.inputs.get(name) ?? [])
  for (const [i, gradient] of gradients(result, inputs, { upstream }).entries()) {
    graph.output(`gradient ${inputs[i]?.name ?? ''}`, gradient)
  }
  return program
}

export async function runOnce(executor: Executor, graph: Graph, feeds: Tensors): Promise<Tensors> {
  const program = await executor.compile(graph)
  const state = await executor.createState(new Map())
  const outputs = await program.run(feeds, state)
  await program.dispose()
  await state.dispose()
  return outputs
}

export function expectSame(received: Tensors, expected: Tensors): void {
  expect([...received.keys()]).toEqual([...expected.keys()])
  for (const [name, tensor] of received) {
    const other = expected.get(name) ?? tensor
    expect([name, tensor.dataType, tensor.shape]).toEqual([name, other.dataType, other.shape])
    expect(difference(tensor, other), name).toBeLessThan(SAME_MATHS)
  }
}

/** The largest difference of two tensors, relative to the larger of 1 and the largest element. */
export function difference(a: Tensor, b: Tensor): number {
  const [x, y] = [[...a.data].map(Number), [...b.data].map(Number)]
  const largest = x.reduce((most, value) => Math.max(most, Math.abs(value)), 1)
  return x.reduce((most, value, i) => Math.max(most, Math.abs(value - (y[i] ?? NaN))), 0) / largest
}

export function dot(a: Tensor, b: Iterable<number>): number {
  const other = [...b]
  return [...a.data].reduce<number>((sum, value, i) => sum + Number(value) * (other[i] ?? NaN), 0)
}
