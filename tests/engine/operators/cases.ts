// At least one case for every operator of the registry: the list that drives operators.test.ts.

import { absolute, sign } from '../../../src-main/engine/operators/absolute.ts'
import { add } from '../../../src-main/engine/operators/add.ts'
import { argMax } from '../../../src-main/engine/operators/arg-max.ts'
import { batchNormalization } from '../../../src-main/engine/operators/batch-normalization.ts'
import { fixedNormalization } from '../../../src-main/engine/operators/fixed-normalization.ts'
import { cast } from '../../../src-main/engine/operators/cast.ts'
import { clip } from '../../../src-main/engine/operators/clip.ts'
import {
  equal,
  greater,
  greaterOrEqual,
  less,
  logicalAnd,
  logicalNot,
  logicalOr,
} from '../../../src-main/engine/operators/compare.ts'
import { concat } from '../../../src-main/engine/operators/concat.ts'
import { crossEntropy } from '../../../src-main/engine/operators/cross-entropy.ts'
import { divide } from '../../../src-main/engine/operators/divide.ts'
import { expand } from '../../../src-main/engine/operators/expand.ts'
import { exponential } from '../../../src-main/engine/operators/exponential.ts'
import { gather } from '../../../src-main/engine/operators/gather.ts'
import { leakyRelu } from '../../../src-main/engine/operators/leaky-relu.ts'
import { logarithm } from '../../../src-main/engine/operators/logarithm.ts'
import { matmul } from '../../../src-main/engine/operators/matmul.ts'
import { maxPool } from '../../../src-main/engine/operators/max-pool.ts'
import { maximum, minimum } from '../../../src-main/engine/operators/minimum-maximum.ts'
import { multiply } from '../../../src-main/engine/operators/multiply.ts'
import { negate } from '../../../src-main/engine/operators/negate.ts'
import { normalizedExpansion } from '../../../src-main/engine/operators/normalized-expansion.ts'
import { power } from '../../../src-main/engine/operators/power.ts'
import { pyramidConvolution } from '../../../src-main/engine/operators/pyramid-convolution.ts'
import {
  reduceMax,
  reduceMean,
  reduceMin,
  reduceSum,
  reduceSumSquare,
} from '../../../src-main/engine/operators/reduce.ts'
import { relu } from '../../../src-main/engine/operators/relu.ts'
import { reshape } from '../../../src-main/engine/operators/reshape.ts'
import { sigmoid } from '../../../src-main/engine/operators/sigmoid.ts'
import { pad, slice } from '../../../src-main/engine/operators/slice-and-pad.ts'
import { logSoftmax, softmax } from '../../../src-main/engine/operators/softmax.ts'
import { softplus } from '../../../src-main/engine/operators/softplus.ts'
import { squareRoot } from '../../../src-main/engine/operators/square-root.ts'
import { stopGradient } from '../../../src-main/engine/operators/stop-gradient.ts'
import { subtract } from '../../../src-main/engine/operators/subtract.ts'
import { tanh } from '../../../src-main/engine/operators/tanh.ts'
import { transpose } from '../../../src-main/engine/operators/transpose.ts'
import { where } from '../../../src-main/engine/operators/where.ts'
import type { Graph, Value } from '../../../src-main/engine/graph/graph.ts'
import { int64Tensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Shape } from '../../../src-main/engine/graph/types.ts'
import { CONV_CASES } from './conv-cases.ts'
import type { InputSpec, OperatorCase, Sampling } from './operator-case.ts'
import { need } from './operator-case.ts'

const a = (sampling: Sampling, ...shape: readonly number[]): InputSpec => ({ shape, sampling })
const IMAGE: Shape = [2, 3, 4, 5]

export const CASES: readonly OperatorCase[] = [
  one('Abs', 'apart', absolute),
  one('Sign', 'apart', sign),
  one('Neg', 'normal', negate),
  one('Sqrt', 'positive', squareRoot),
  one('Exp', 'normal', exponential),
  one('Log', 'positive', logarithm),
  one('Relu', 'apart', relu),
  one('Sigmoid', 'normal', sigmoid),
  one('Tanh', 'normal', tanh),
  one('softplus', 'normal', softplus),
  one('Not', 'truth', logicalNot),
  one('Identity', 'normal', stopGradient),
  { ...one('Pow', 'positive', (x) => power(x, 0.7)), title: 'to 0.7' },
  { ...one('Pow', 'apart', (x) => power(x, 3)), title: 'to 3, any sign' },
  one('LeakyRelu', 'apart', (x) => leakyRelu(x, 0.2)),
  one('Clip', 'apart', (x) => clip(x, -1.025, 2.525)),
  { ...one('Cast', 'truth', (x) => cast(x, 'float32')), title: 'truth to float' },
  { ...one('Cast', 'apart', (x) => cast(x, 'int32')), title: 'float to int32' },
  { ...one('Cast', 'label', (x) => cast(x, 'int64')), title: 'int32 to int64' },
  ...pair('Add', 'normal', add),
  ...pair('Sub', 'normal', subtract),
  ...pair('Mul', 'normal', multiply),
  ...pair('Div', 'positive', divide),
  ...pair('Max', 'apart', (x, y) => maximum(x, add(y, 0.05))),
  ...pair('Min', 'apart', (x, y) => minimum(x, add(y, 0.05))),
  ...pair('Equal', 'label', equal),
  ...pair('Greater', 'label', greater),
  ...pair('GreaterOrEqual', 'label', greaterOrEqual),
  ...pair('Less', 'label', less),
  ...pair('And', 'truth', logicalAnd),
  ...pair('Or', 'truth', logicalOr),
  {
    operator: 'Where',
    title: 'broadcasting all three',
    inputs: [a('truth', 2, 1, 4), a('normal', 3, 1), a('normal', 2, 3, 4)],
    build: (condition, x, y) => where(need(condition), need(x), need(y)),
  },
  shaped('Reshape', 'to a matrix', (x) => reshape(x, [6, -1])),
  shaped('Transpose', 'all axes', (x) => transpose(x, [2, 0, 3, 1])),
  shaped('Slice', 'with a stride and from the end', (x) =>
    slice(x, [
      { axis: 3, start: 1, step: 2 },
      { axis: -2, step: -1 },
    ]),
  ),
  shaped('Slice', 'backwards by two', (x) => slice(x, [{ axis: 3, start: 3, step: -2 }])),
  shaped('Slice', 'a corner', (x) =>
    slice(x, [
      { axis: 2, start: 1, end: 3 },
      { axis: 0, end: 1 },
    ]),
  ),
  shaped('Pad', 'with 1.5 on all sides', (x) => pad(x, [0, 0, 1, 2], [0, 1, 0, 3], 1.5)),
  shaped('ReduceSum', 'all axes', (x) => reduceSum(x)),
  shaped('ReduceSum', 'two axes, kept', (x) => reduceSum(x, { axes: [0, -1], keepDims: true })),
  shaped('ReduceMean', 'per channel', (x) => reduceMean(x, { axes: [0, 2, 3] })),
  shaped('ReduceSumSquare', 'per channel', (x) => reduceSumSquare(x, { axes: [0, 2, 3] })),
  shaped('ReduceMax', 'two axes', (x) => reduceMax(x, { axes: [1, 2] })),
  shaped('ReduceMin', 'last axis, kept', (x) => reduceMin(x, { axes: [3], keepDims: true })),
  shaped('ArgMax', 'over channels', (x) => argMax(x, 1)),
  shaped('ArgMax', 'last axis, kept', (x) => argMax(x, -1, { keepDims: true })),
  shaped('softmax', 'over channels', (x) => softmax(x, 1)),
  shaped('Softmax', 'over the last axis', (x) => softmax(x, -1)),
  shaped('logSoftmax', 'over channels', (x) => logSoftmax(x, 1)),
  shaped('LogSoftmax', 'over the last axis', (x) => logSoftmax(x, -1)),
  {
    operator: 'Expand',
    title: 'new and repeated axes',
    inputs: [a('normal', 3, 1, 5)],
    build: (x) => expand(need(x), [2, 3, 4, 5]),
  },
  {
    operator: 'Concat',
    title: 'three along the channels',
    inputs: [a('normal', 2, 3, 4), a('normal', 2, 1, 4), a('normal', 2, 2, 4)],
    build: (x, y, z) => concat([need(x), need(y), need(z)], 1),
  },
  {
    operator: 'Gather',
    title: 'rows by a table',
    inputs: [a('normal', 5, 3)],
    build: (x) => gather(need(x), indexConstant(need(x).graph), 0),
  },
  product([4, 3], [3, 5]),
  product([2, 4, 3], [2, 3, 5]),
  product([4, 3], [2, 6, 3, 5]),
  product([2, 1, 4, 3], [6, 3, 5]),
  {
    operator: 'MaxPool',
    title: '3x3 window, stride 2, padding 1, odd size',
    inputs: [a('apart', 1, 2, 7, 6)],
    build: (x) => maxPool(need(x), { kernel: 3, strides: 2, padding: 1 }),
  },
  {
    operator: 'MaxPool',
    title: '2x2 window, stride 2, a border left over',
    inputs: [a('apart', 1, 2, 5, 4)],
    build: (x) => maxPool(need(x), { kernel: 2 }),
  },
  {
    operator: 'MaxPool',
    title: '2x1 window, stride 3: positions that no window sees',
    inputs: [a('apart', 1, 2, 8, 7)],
    build: (x) => maxPool(need(x), { kernel: [2, 1], strides: 3 }),
  },
  {
    operator: 'batchNormalization',
    title: 'statistics of the batch',
    inputs: [a('normal', 3, 4, 3, 5), a('positive', 4), a('normal', 4)],
    build: (x, scale, bias) => batchNormalization(need(x), need(scale), need(bias)).y,
  },
  {
    operator: 'normalizedExpansion',
    title: '3 channels to 7, with the statistics of the batch',
    inputs: [a('normal', 3, 3, 3, 5), a('normal', 7, 3, 1, 1), a('positive', 7), a('normal', 7)],
    build: (x, weight, scale, bias) => {
      const learned = { scale: need(scale), bias: need(bias), epsilon: 1e-5 }
      return normalizedExpansion(need(x), need(weight), learned).y
    },
  },
  {
    operator: 'BatchNormalization',
    title: 'given statistics',
    inputs: [IMAGE, [3], [3]].map((shape) => a('normal', ...shape)).concat(a('positive', 3)),
    build: (x, scale, mean, variance) =>
      fixedNormalization(need(x), {
        scale: need(scale),
        bias: need(scale),
        mean: stopGradient(need(mean)),
        variance: stopGradient(need(variance)),
      }),
  },
  {
    operator: 'crossEntropy',
    title: 'four classes, labels outside them ignored',
    inputs: [a('normal', 2, 4, 3, 5), a('label', 2, 3, 5)],
    build: (logits, labels) => crossEntropy(need(logits), need(labels)).mean,
  },
  {
    operator: 'crossEntropy',
    title: 'four classes of different weights',
    inputs: [a('normal', 2, 4, 3, 5), a('label', 2, 3, 5)],
    build: (logits, labels) => crossEntropy(need(logits), need(labels), [0.5, 2, 0, 1.25]).mean,
  },
  {
    operator: 'pyramidConvolution',
    title: 'bins of 1, 2 and 6 beside a map that is smaller than the last',
    inputs: [
      a('normal', 2, 3, 5, 7),
      a('normal', 4, 8, 3, 3),
      a('normal', 2, 2, 1, 1),
      a('normal', 2, 2, 2, 2),
      a('normal', 2, 1, 6, 6),
    ],
    build: (x, weight, ...bins) => pyramidConvolution(need(x), bins.map(need), need(weight)),
  },
  ...CONV_CASES,
]

function one(operator: string, sampling: Sampling, build: (x: Value) => Value): OperatorCase {
  return {
    operator,
    title: 'of an image',
    inputs: [a(sampling, ...IMAGE)],
    build: (x) => build(need(x)),
  }
}

function shaped(operator: string, title: string, build: (x: Value) => Value): OperatorCase {
  return { ...one(operator, 'normal', build), title }
}

function pair(
  operator: string,
  sampling: Sampling,
  build: (x: Value, y: Value) => Value,
): OperatorCase[] {
  const shapes: readonly [string, Shape, Shape][] = [
    ['equal shapes', [2, 3], [2, 3]],
    ['a scalar', [2, 3, 4], []],
    ['per channel', [2, 3, 4, 2], [3, 1, 1]],
    ['both broadcast', [2, 1, 4], [3, 1]],
  ]
  return shapes.map(([title, x, y]) => ({
    operator,
    title,
    inputs: [a(sampling, ...x), a(sampling, ...y)],
    build: (left, right) => build(need(left), need(right)),
  }))
}

function product(x: Shape, y: Shape): OperatorCase {
  return {
    operator: 'MatMul',
    title: `[${x.join()}] times [${y.join()}]`,
    inputs: [a('normal', ...x), a('normal', ...y)],
    build: (left, right) => matmul(need(left), need(right)),
  }
}

function indexConstant(graph: Graph): Value {
  return graph.constant(int64Tensor([2, 2], [0, 4, 4, 2]))
}
