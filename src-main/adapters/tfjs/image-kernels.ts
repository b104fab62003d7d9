// Convolution, pooling and normalization on tfjs, which wants images as [N, H, W, C].

import { fixedNormalizationOperator } from '../../engine/operators/fixed-normalization.ts'
import type { ConvAttributes } from '../../engine/operators/conv-attributes.ts'
import { convTransposeOperator } from '../../engine/operators/conv-transpose.ts'
import { convOperator } from '../../engine/operators/conv.ts'
import { maxPoolOperator } from '../../engine/operators/max-pool.ts'
import type { Pair, Padding } from '../../engine/operators/window.ts'
import type { Tf, TfTensor } from './tfjs-kernel.ts'
import { kernel } from './tfjs-kernel.ts'

const LOWEST = -3.4028234663852886e38

export const IMAGE_KERNELS = [
  kernel(convOperator, (tf, [x, weight, bias], attributes) => {
    const y = convolve(tf, x, weight, attributes)
    return bias === undefined ? y : tf.add(y, tf.reshape(bias, [-1, 1, 1]))
  }),
  kernel(convTransposeOperator, (tf, [x, weight], attributes) => {
    const { kernel: size, strides, dilations, padding, groups, outputPadding } = attributes
    const reach = [(size[0] - 1) * dilations[0], (size[1] - 1) * dilations[1]] as const
    const spread = spreadOut(tf, x, strides)
    const edges: Padding = [
      reach[0] - padding[0],
      reach[1] - padding[1],
      reach[0] - padding[2] + outputPadding[0],
      reach[1] - padding[3] + outputPadding[1],
    ]
    const flipped = tf.reverse(swapGroups(tf, weight, groups), [2, 3])
    return convolve(tf, spread, flipped, { ...attributes, strides: [1, 1], padding: edges })
  }),
  kernel(maxPoolOperator, (tf, [x], { kernel: size, strides, padding }) => {
    const image = tf.transpose(padImage(tf, x, padding, LOWEST), [0, 2, 3, 1])
    const pooled = tf.maxPool(image as Image, [...size], [...strides], 'valid')
    return tf.transpose(pooled, [0, 3, 1, 2])
  }),
  kernel(fixedNormalizationOperator, (tf, [x, scale, bias, mean, variance], { epsilon }) => {
    const shape = [-1, ...x.shape.slice(2).map(() => 1)]
    const factor = tf.div(scale, tf.sqrt(tf.add(variance, epsilon)))
    const offset = tf.sub(bias, tf.mul(mean, factor))
    return tf.add(tf.mul(x, tf.reshape(factor, shape)), tf.reshape(offset, shape))
  }),
]

type Image = ReturnType<Tf['tensor4d']>

/** x [N, C, H, W], weight [K, C / groups, kh, kw]. Negative padding cuts. */
function convolve(tf: Tf, x: TfTensor, weight: TfTensor, attributes: ConvAttributes): TfTensor {
  const { strides, groups } = attributes
  const image = tf.transpose(padImage(tf, x, attributes.padding, 0), [0, 2, 3, 1])
  // tfjs refuses strides and dilations together: then the weight itself is spread out.
  const isBoth = strides.some((s) => s > 1) && attributes.dilations.some((d) => d > 1)
  const filters = isBoth ? spreadOut(tf, weight, attributes.dilations) : weight
  const dilations: Pair = isBoth ? [1, 1] : attributes.dilations
  const run = (part: TfTensor, filter: TfTensor): TfTensor =>
    tf.conv2d(
      part as Image,
      tf.transpose(filter, [2, 3, 1, 0]) as Image,
      [...strides],
      'valid',
      'NHWC',
      [...dilations],
    )
  if (groups === 1) return tf.transpose(run(image, filters), [0, 3, 1, 2])
  if (filters.shape[1] === 1) {
    const [k, , kh, kw] = filters.shape as [number, number, number, number]
    const grouped = tf.reshape(filters, [groups, k / groups, kh, kw])
    const depthwise = tf.transpose(grouped, [2, 3, 0, 1]) as Image
    const pad = 'valid'
    const y = tf.depthwiseConv2d(image as Image, depthwise, [...strides], pad, 'NHWC', [
      ...dilations,
    ])
    return tf.transpose(y, [0, 3, 1, 2])
  }
  const parts = tf.split(image, groups, 3)
  const groupFilters = tf.split(filters, groups, 0)
  const results = parts.map((part, index) => run(part, groupFilters[index] ?? filters))
  return tf.transpose(tf.concat(results, 3), [0, 3, 1, 2])
}

function padImage(tf: Tf, x: TfTensor, padding: Padding, value: number): TfTensor {
  const [top, left, bottom, right] = padding
  const [n, c, h, w] = x.shape as [number, number, number, number]
  const cut = tf.slice(
    x,
    [0, 0, Math.max(-top, 0), Math.max(-left, 0)],
    [n, c, h + Math.min(top, 0) + Math.min(bottom, 0), w + Math.min(left, 0) + Math.min(right, 0)],
  )
  const add = (before: number, after: number): [number, number] => [
    Math.max(before, 0),
    Math.max(after, 0),
  ]
  return tf.pad(cut, [[0, 0], [0, 0], add(top, bottom), add(left, right)], value)
}

/** Puts stride - 1 zeros between neighbours of the two spatial axes. */
function spreadOut(tf: Tf, x: TfTensor, strides: Pair): TfTensor {
  const [n, c, h, w] = x.shape as [number, number, number, number]
  const split = tf.reshape(x, [n * c, h, 1, w, 1])
  const zeros: [number, number][] = [
    [0, 0],
    [0, 0],
    [0, strides[0] - 1],
    [0, 0],
    [0, strides[1] - 1],
  ]
  const padded = tf.reshape(tf.pad(split, zeros), [n, c, h * strides[0], w * strides[1]])
  return tf.slice(padded, [0, 0, 0, 0], [n, c, (h - 1) * strides[0] + 1, (w - 1) * strides[1] + 1])
}

/** [K, C / g, kh, kw] to [C, K / g, kh, kw], group by group. */
function swapGroups(tf: Tf, weight: TfTensor, groups: number): TfTensor {
  const [k, c, kh, kw] = weight.shape as [number, number, number, number]
  const split = tf.reshape(weight, [groups, k / groups, c, kh * kw])
  const swapped = tf.transpose(split, [0, 2, 1, 3])
  return tf.reshape(swapped, [groups * c, k / groups, kh, kw])
}
