// Every operator, listed once. Interpreters and tests are driven by this list.

import { StudioError, invariant } from '../../core/errors.ts'
import type { Operator } from '../graph/operator.ts'
import { absoluteOperator, signOperator } from './absolute.ts'
import { addOperator } from './add.ts'
import { argMaxOperator } from './arg-max.ts'
import { batchNormalizationOperator } from './batch-normalization.ts'
import { castOperator } from './cast.ts'
import { clipOperator } from './clip.ts'
import {
  andOperator,
  equalOperator,
  greaterOperator,
  greaterOrEqualOperator,
  lessOperator,
  notOperator,
  orOperator,
} from './compare.ts'
import { concatOperator } from './concat.ts'
import { convTransposeOperator } from './conv-transpose.ts'
import { convOperator } from './conv.ts'
import { crossEntropyOperator } from './cross-entropy.ts'
import { divideOperator } from './divide.ts'
import { expandOperator } from './expand.ts'
import { exponentialOperator } from './exponential.ts'
import { fixedNormalizationOperator } from './fixed-normalization.ts'
import { gatherOperator } from './gather.ts'
import { leakyReluOperator } from './leaky-relu.ts'
import { logarithmOperator } from './logarithm.ts'
import { matmulOperator } from './matmul.ts'
import { maxPoolOperator } from './max-pool.ts'
import { maximumOperator, minimumOperator } from './minimum-maximum.ts'
import { multiplyOperator } from './multiply.ts'
import { negateOperator } from './negate.ts'
import { normalizedExpansionOperator } from './normalized-expansion.ts'
import { powerOperator } from './power.ts'
import { pyramidConvolutionOperator } from './pyramid-convolution.ts'
import {
  reduceMaxOperator,
  reduceMeanOperator,
  reduceMinOperator,
  reduceSumOperator,
  reduceSumSquareOperator,
} from './reduce.ts'
import { reluOperator } from './relu.ts'
import { reshapeOperator } from './reshape.ts'
import { sigmoidOperator } from './sigmoid.ts'
import { padOperator, sliceOperator } from './slice-and-pad.ts'
import {
  axisLogSoftmaxOperator,
  axisSoftmaxOperator,
  logSoftmaxOperator,
  softmaxOperator,
} from './softmax.ts'
import { softplusOperator } from './softplus.ts'
import { squareRootOperator } from './square-root.ts'
import { stopGradientOperator } from './stop-gradient.ts'
import { subtractOperator } from './subtract.ts'
import { tanhOperator } from './tanh.ts'
import { transposeOperator } from './transpose.ts'
import { whereOperator } from './where.ts'

export const OPERATORS = [
  absoluteOperator,
  addOperator,
  andOperator,
  argMaxOperator,
  axisLogSoftmaxOperator,
  axisSoftmaxOperator,
  batchNormalizationOperator,
  castOperator,
  clipOperator,
  concatOperator,
  convOperator,
  convTransposeOperator,
  crossEntropyOperator,
  divideOperator,
  equalOperator,
  expandOperator,
  exponentialOperator,
  fixedNormalizationOperator,
  gatherOperator,
  greaterOperator,
  greaterOrEqualOperator,
  leakyReluOperator,
  lessOperator,
  logSoftmaxOperator,
  logarithmOperator,
  matmulOperator,
  maxPoolOperator,
  maximumOperator,
  minimumOperator,
  multiplyOperator,
  negateOperator,
  normalizedExpansionOperator,
  notOperator,
  orOperator,
  padOperator,
  powerOperator,
  pyramidConvolutionOperator,
  reduceMaxOperator,
  reduceMeanOperator,
  reduceMinOperator,
  reduceSumOperator,
  reduceSumSquareOperator,
  reluOperator,
  reshapeOperator,
  sigmoidOperator,
  signOperator,
  sliceOperator,
  softmaxOperator,
  softplusOperator,
  squareRootOperator,
  stopGradientOperator,
  subtractOperator,
  tanhOperator,
  transposeOperator,
  whereOperator,
] as const

/** A table by type; throws when two operators share one. */
export function indexOperators(operators: readonly Operator[]): ReadonlyMap<string, Operator> {
  const table = new Map<string, Operator>()
  for (const operator of operators) {
    invariant(!table.has(operator.type), `two operators are called ${operator.type}`)
    table.set(operator.type, operator)
  }
  return table
}

/** Throws `notFound` with the choices when there is no such operator. */
export function findOperator(table: ReadonlyMap<string, Operator>, type: string): Operator {
  const operator = table.get(type)
  if (operator !== undefined) return operator
  const choices = [...table.keys()].sort().join(', ')
  throw new StudioError('notFound', `operators: there is no ${type}; choose one of ${choices}`)
}
