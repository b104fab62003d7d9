// Cross-entropy of class logits with a label map, averaged over the pixels that carry a class.

import { invariant } from '../../core/errors.ts'
import type { CompositeOperator, Value } from '../graph/operator.ts'
import { formatShape, sameShape } from '../graph/shape.ts'
import { createTensor, int32Tensor } from '../graph/tensor.ts'
import { sizeAt } from './axes.ts'
import { callAll } from './call-one.ts'
import { cast } from './cast.ts'
import { equal } from './compare.ts'
import { divide } from './divide.ts'
import { exponential } from './exponential.ts'
import { logarithm } from './logarithm.ts'
import { maximum } from './minimum-maximum.ts'
import { multiply } from './multiply.ts'
import { reduceSum } from './reduce.ts'
import { reshape } from './reshape.ts'
import { belowMaximum, sumAlong } from './softmax.ts'
import { subtract } from './subtract.ts'

type Inputs = readonly [logits: Value, labels: Value]

/** Below every sum of class weights: a batch without labelled pixels divides nothing by it. */
const SMALLEST_COUNT = 1e-30

export type CrossEntropyAttributes = {
  /** Weight of each class; empty when all weigh 1. */
  readonly classWeights: readonly number[]
}

/** Outputs: mean, sum of the pixels' weights, e^(x - max), its sum over the classes, weighted one-hot labels. */
export const crossEntropyOperator: CompositeOperator<Inputs, CrossEntropyAttributes> = {
  kind: 'composite',
  type: 'crossEntropy',
  // For a labelled pixel, -log softmax(x)[label] = log(sum(e^(x - max))) - (x - max)[label].
  expand: ({ inputs: [logits, labels], attributes: { classWeights }, fail }) => {
    const [samples, ...pixels] = logits.shape.toSpliced(1, 1)
    const fits = labels.dataType === 'int32' && sameShape(labels.shape, [samples ?? 0, ...pixels])
    if (!fits) {
      throw fail(
        `labels ${labels.dataType} ${formatShape(labels.shape)} do not fit logits ` +
          formatShape(logits.shape),
        'labels are int32 of the shape of the logits without the class axis',
      )
    }
    const classes = sizeAt(logits, 1)
    if (classWeights.length !== 0 && classWeights.length !== classes) {
      throw fail(
        `${classWeights.length} class weights do not fit ${classes} classes`,
        'give one weight a class, or none',
      )
    }
    const oneHot = weighted(oneHotLabels(labels, classes), classWeights)
    const shifted = belowMaximum(logits, 1)
    const powers = exponential(shifted)
    const sum = sumAlong(powers, 1)
    const labelled = sumAlong(oneHot, 1)
    const ofLabel = sumAlong(multiply(shifted, oneHot), 1)
    const losses = subtract(multiply(logarithm(sum), labelled), ofLabel)
    const count = maximum(reduceSum(labelled), SMALLEST_COUNT)
    return [divide(reduceSum(losses), count), count, powers, sum, oneHot]
  },
  // With w the weight of the pixel's label (0 for none): dlogits = w (softmax - onehot) dy / sum(w)
  gradient: ({ outputs: [, count, powers, sum, oneHot], upstream }) => {
    invariant(count && powers && sum && oneHot, 'crossEntropy has five outputs')
    return [
      () => {
        const scale = divide(upstream, count)
        const weight = divide(multiply(sumAlong(oneHot, 1), scale), sum)
        return subtract(multiply(powers, weight), multiply(oneHot, scale))
      },
      null,
    ]
  },
}

export interface CrossEntropy {
  /** A scalar: the weighted mean over labelled pixels, 0 when there is none. */
  readonly mean: Value
  /** The sum of the labelled pixels' weights (their number without weights), at least 1. */
  readonly count: Value
}

/**
 * Logits [N, C, ...] and int32 labels [N, ...]. A label outside [0, C), such as the ignore index 255,
 * counts neither in the sum nor in the number of pixels. Weights act as in PyTorch: sum(w l) / sum(w).
 */
export function crossEntropy(
  logits: Value,
  labels: Value,
  classWeights: readonly number[] = [],
): CrossEntropy {
  const [mean, count] = callAll(crossEntropyOperator, [logits, labels], { classWeights })
  invariant(mean !== undefined && count !== undefined, 'crossEntropy has five outputs')
  return { mean, count }
}

/** int32 [N, ...] to float32 [N, classes, ...]; all zeros where the label is no class. */
export function oneHotLabels(labels: Value, classes: number): Value {
  const [samples, ...pixels] = labels.shape
  const indices = Array.from({ length: classes }, (_, index) => index)
  const column = int32Tensor([classes, ...pixels.map(() => 1)], indices)
  const rows = reshape(labels, [samples ?? 0, 1, ...pixels])
  return cast(equal(rows, labels.graph.constant(column)), 'float32')
}

function weighted(oneHot: Value, classWeights: readonly number[]): Value {
  if (classWeights.length === 0) return oneHot
  const shape = oneHot.shape.map((_, axis) => (axis === 1 ? classWeights.length : 1))
  const weights = createTensor('float32', shape, Float32Array.from(classWeights))
  return multiply(oneHot, oneHot.graph.constant(weights))
}
