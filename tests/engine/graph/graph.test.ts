// Building graphs: checks, scopes, sharing, dead code, and the printed form.

import { describe, expect, it } from 'vitest'
import { gradients } from '../../../src-main/engine/autodiff/gradients.ts'
import { Graph } from '../../../src-main/engine/graph/graph.ts'
import { liveGraph } from '../../../src-main/engine/graph/live-nodes.ts'
import { countOperators, printGraph } from '../../../src-main/engine/graph/print-graph.ts'
import { createTensor, float32Tensor, int64Tensor } from '../../../src-main/engine/graph/tensor.ts'
import { add } from '../../../src-main/engine/operators/add.ts'
import { conv } from '../../../src-main/engine/operators/conv.ts'
import { exponential } from '../../../src-main/engine/operators/exponential.ts'
import { matmul } from '../../../src-main/engine/operators/matmul.ts'
import { multiply, square } from '../../../src-main/engine/operators/multiply.ts'
import { reduceSum } from '../../../src-main/engine/operators/reduce.ts'
import {
  findOperator,
  indexOperators,
  OPERATORS,
} from '../../../src-main/engine/operators/registry.ts'
import { relu } from '../../../src-main/engine/operators/relu.ts'
import { subtract } from '../../../src-main/engine/operators/subtract.ts'

describe('a shape error', () => {
  it('names the operator, both shapes, the scope and what to do', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [2, 3, 8, 8])
    const weight = graph.state('weight', [8, 4, 3, 3])
    const build = () => graph.scope('encoder', () => graph.scope('stem', () => conv(x, weight)))
    expect(build).toThrow(
      'Conv: channels of x [2, 3, 8, 8] (3) and weight [8, 4, 3, 3] (4 x 1 groups) differ at ' +
        "encoder.stem; the weight's second axis must be 3",
    )
  })

  it('tells when shapes do not broadcast or multiply', () => {
    const graph = new Graph()
    const [a, b] = [graph.input('a', 'float32', [2, 3]), graph.input('b', 'float32', [4, 3])]
    expect(() => add(a, b)).toThrow('Add: shapes [2, 3] and [4, 3] do not broadcast at the top')
    expect(() => matmul(a, b)).toThrow('MatMul: [2, 3] times [4, 3] is no matrix product')
  })

  it('tells when data types differ', () => {
    const graph = new Graph()
    const [a, b] = [graph.input('a', 'float32', [2]), graph.input('b', 'int32', [2])]
    expect(() => add(a, b)).toThrow('Add: data types float32 and int32 differ')
  })

  it('tells when data do not fill a tensor', () => {
    expect(() => createTensor('float32', [2, 3], new Float32Array(5))).toThrow('5 elements')
  })
})

describe('names', () => {
  it('are made of the scope, the operator and a number', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [2])
    const names = graph.scope('a', () => [relu(x), relu(x), graph.scope('b', () => relu(x))])
    expect(names.map(({ name }) => name)).toEqual(['a/Relu', 'a/Relu_2', 'a.b/Relu'])
  })

  it('refuses a second input of one name', () => {
    const graph = new Graph()
    graph.input('x', 'float32', [2])
    expect(() => graph.input('x', 'float32', [2])).toThrow('already taken')
    expect(() => graph.state('x', [2])).toThrow('already taken')
  })

  it('restores the scope after an error', () => {
    const graph = new Graph()
    const fail = () =>
      graph.scope('a', () => {
        throw new Error('inside')
      })
    expect(fail).toThrow('inside')
    expect(graph.currentScope).toBe('')
  })
})

describe('state', () => {
  it('is shared by name and refuses another shape', () => {
    const graph = new Graph()
    const weight = graph.state('weight', [2, 3])
    expect(graph.state('weight', [2, 3])).toBe(weight)
    expect(() => graph.state('weight', [3, 2])).toThrow(
      'graph: state weight must be float32 [2, 3], but is float32 [3, 2]',
    )
  })

  it('is updated once, by a value of its type', () => {
    const graph = new Graph()
    const weight = graph.state('weight', [2])
    expect(() => graph.update('bias', weight)).toThrow('there is no state bias')
    expect(() => graph.update('weight', reduceSum(weight))).toThrow('must be float32 [2]')
    graph.update('weight', relu(weight))
    expect(() => graph.update('weight', weight)).toThrow('updated twice')
  })
})

describe('constants', () => {
  it('are stored once when equal and apart when not', () => {
    const graph = new Graph()
    const one = graph.constant(float32Tensor([2], [1, 2]))
    expect(graph.constant(float32Tensor([2], [1, 2]))).toBe(one)
    expect(graph.constant(float32Tensor([2, 1], [1, 2]))).not.toBe(one)
    expect(graph.constant(int64Tensor([1], [1]))).not.toBe(graph.scalar(1, 'int64'))
  })
})

describe('a printed graph', () => {
  it('shows a training step in full, without dead nodes', () => {
    expect(printGraph(tinyStep())).toBe(
      [
        'input x: float32 [4, 2]',
        'state weight: float32 [2, 1]',
        'MatMul: float32 [4, 1] = MatMul(x, weight)',
        'backward.loss/Reshape: float32 [1, 1] = Reshape(1, shape=[1, 1])',
        'backward.loss/Expand: float32 [4, 1] = Expand(backward.loss/Reshape, shape=[4, 1])',
        'backward.loss/Mul: float32 [4, 1] = Mul(backward.loss/Expand, MatMul)',
        'backward.loss/Mul_2: float32 [4, 1] = Mul(backward.loss/Expand, MatMul)',
        'backward.loss/Add: float32 [4, 1] = Add(backward.loss/Mul, backward.loss/Mul_2)',
        'backward/Transpose: float32 [2, 4] = Transpose(x, permutation=[1, 0])',
        'backward/MatMul: float32 [2, 1] = MatMul(backward/Transpose, backward.loss/Add)',
        'Mul: float32 [2, 1] = Mul(backward/MatMul, 0.1)',
        'Sub: float32 [2, 1] = Sub(weight, Mul)',
        'loss/Mul: float32 [4, 1] = Mul(MatMul, MatMul)',
        'loss/ReduceSum: float32 [] = ReduceSum(loss/Mul, axes=[0, 1], keepDims=false)',
        'output loss = loss/ReduceSum',
        'update weight = Sub',
        '',
      ].join('\n'),
    )
  })

  it('counts its operators', () => {
    expect(Object.fromEntries(countOperators(tinyStep()))).toMatchObject({ Mul: 4, MatMul: 2 })
  })
})

describe('live nodes', () => {
  it('are those that outputs and updates need, the losses after the updates', () => {
    const graph = new Graph()
    const x = graph.input('x', 'float32', [2])
    const shared = relu(x)
    graph.output('loss', reduceSum(shared))
    exponential(shared)
    graph.state('s', [2])
    graph.update('s', square(shared))
    const types = liveGraph(graph).nodes.map(({ operator }) => operator.type)
    expect(types).toEqual(['Relu', 'Mul', 'ReduceSum'])
  })
})

describe('the registry', () => {
  it('lists each operator once and names the choices', () => {
    const table = indexOperators(OPERATORS)
    expect(findOperator(table, 'Conv').type).toBe('Conv')
    expect(() => findOperator(table, 'Konv')).toThrow('there is no Konv; choose one of Abs, Add,')
    expect(() => indexOperators([...OPERATORS, ...OPERATORS])).toThrow('two operators are called')
  })
})

function tinyStep(): Graph {
  const graph = new Graph()
  const x = graph.input('x', 'float32', [4, 2])
  const weight = graph.state('weight', [2, 1])
  const prediction = matmul(x, weight)
  relu(prediction)
  const loss = graph.scope('loss', () => reduceSum(square(prediction)))
  for (const gradient of gradients(loss, [weight])) {
    graph.update('weight', subtract(weight, multiply(gradient, 0.1)))
  }
  graph.output('loss', loss)
  return graph
}
