// The largest element in each window. The gradient is shared equally among equal maxima.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { Unary } from './elementwise.ts'
import { sizes4 } from './images.ts'
import { maxPoolGradient } from './max-pool-gradient.ts'
import { ints } from './onnx-attribute.ts'
import type { Padding, Pair } from './window.ts'
import { slidSize, toPadding, toPair } from './window.ts'

export type MaxPoolAttributes = {
  readonly kernel: Pair
  readonly strides: Pair
  readonly padding: Padding
}

export interface MaxPoolOptions {
  readonly kernel: number | Pair
  /** Default: the kernel. */
  readonly strides?: number | Pair
  /** Padding counts as minus infinity. Default 0. */
  readonly padding?: number | Pair | Padding
}

export const maxPoolOperator: PrimitiveOperator<Unary, MaxPoolAttributes> = {
  kind: 'primitive',
  type: 'MaxPool',
  infer: ({ inputs: [x], attributes, fail }) => {
    const [n, channels, height, width] = sizes4('x', x, fail)
    const size = slidSize([height, width], { ...attributes, dilations: [1, 1] }, fail)
    return [{ dataType: x.dataType, shape: [n, channels, ...size] }]
  },
  onnx: ({ kernel, strides, padding }) => ({
    attributes: { kernel_shape: ints(kernel), strides: ints(strides), pads: ints(padding) },
  }),
  gradient: ({ inputs: [x], output: y, attributes, upstream }) => [
    () => maxPoolGradient({ x, y, upstream, ...attributes }),
  ],
}

/** [N, C, H, W] to [N, C, H', W'], rounding sizes down. */
export function maxPool(x: Value, options: MaxPoolOptions): Value {
  const kernel = toPair(options.kernel)
  return callOne(maxPoolOperator, [x], {
    kernel,
    strides: toPair(options.strides ?? kernel),
    padding: toPadding(options.padding ?? 0),
  })
}
