// Element-wise operators on tfjs.

import { absoluteOperator, signOperator } from '../../engine/operators/absolute.ts'
import { addOperator } from '../../engine/operators/add.ts'
import { castOperator } from '../../engine/operators/cast.ts'
import { clipOperator } from '../../engine/operators/clip.ts'
import {
  andOperator,
  equalOperator,
  greaterOperator,
  greaterOrEqualOperator,
  lessOperator,
  notOperator,
  orOperator,
} from '../../engine/operators/compare.ts'
import { divideOperator } from '../../engine/operators/divide.ts'
import { exponentialOperator } from '../../engine/operators/exponential.ts'
import { leakyReluOperator } from '../../engine/operators/leaky-relu.ts'
import { logarithmOperator } from '../../engine/operators/logarithm.ts'
import { maximumOperator, minimumOperator } from '../../engine/operators/minimum-maximum.ts'
import { multiplyOperator } from '../../engine/operators/multiply.ts'
import { negateOperator } from '../../engine/operators/negate.ts'
import { powerOperator } from '../../engine/operators/power.ts'
import { reluOperator } from '../../engine/operators/relu.ts'
import { sigmoidOperator } from '../../engine/operators/sigmoid.ts'
import { squareRootOperator } from '../../engine/operators/square-root.ts'
import { stopGradientOperator } from '../../engine/operators/stop-gradient.ts'
import { subtractOperator } from '../../engine/operators/subtract.ts'
import { tanhOperator } from '../../engine/operators/tanh.ts'
import { whereOperator } from '../../engine/operators/where.ts'
import { toTfType } from './tfjs-tensor.ts'
import { kernel } from './tfjs-kernel.ts'

export const ELEMENTWISE_KERNELS = [
  kernel(absoluteOperator, (tf, [x]) => tf.abs(x)),
  kernel(addOperator, (tf, [a, b]) => tf.add(a, b)),
  kernel(andOperator, (tf, [a, b]) => tf.logicalAnd(a, b)),
  kernel(castOperator, (tf, [x], { to }) => tf.cast(x, toTfType(to))),
  kernel(clipOperator, (tf, [x], { minimum, maximum }) => tf.clipByValue(x, minimum, maximum)),
  kernel(divideOperator, (tf, [a, b]) => tf.div(a, b)),
  kernel(equalOperator, (tf, [a, b]) => tf.equal(a, b)),
  kernel(exponentialOperator, (tf, [x]) => tf.exp(x)),
  kernel(greaterOperator, (tf, [a, b]) => tf.greater(a, b)),
  kernel(greaterOrEqualOperator, (tf, [a, b]) => tf.greaterEqual(a, b)),
  kernel(leakyReluOperator, (tf, [x], { slope }) => tf.leakyRelu(x, slope)),
  kernel(lessOperator, (tf, [a, b]) => tf.less(a, b)),
  kernel(logarithmOperator, (tf, [x]) => tf.log(x)),
  kernel(maximumOperator, (tf, [a, b]) => tf.maximum(a, b)),
  kernel(minimumOperator, (tf, [a, b]) => tf.minimum(a, b)),
  kernel(multiplyOperator, (tf, [a, b]) => tf.mul(a, b)),
  kernel(negateOperator, (tf, [x]) => tf.neg(x)),
  kernel(notOperator, (tf, [x]) => tf.logicalNot(x)),
  kernel(orOperator, (tf, [a, b]) => tf.logicalOr(a, b)),
  kernel(powerOperator, (tf, [x], { exponent }) => tf.pow(x, exponent)),
  kernel(reluOperator, (tf, [x]) => tf.relu(x)),
  kernel(sigmoidOperator, (tf, [x]) => tf.sigmoid(x)),
  kernel(signOperator, (tf, [x]) => tf.sign(x)),
  kernel(squareRootOperator, (tf, [x]) => tf.sqrt(x)),
  kernel(stopGradientOperator, (tf, [x]) => tf.clone(x)),
  kernel(subtractOperator, (tf, [a, b]) => tf.sub(a, b)),
  kernel(tanhOperator, (tf, [x]) => tf.tanh(x)),
  kernel(whereOperator, (tf, [condition, a, b]) => tf.where(condition, a, b)),
]
