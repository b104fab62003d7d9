// Gradient of a convolution with respect to its input.

import { invariant } from '../../core/errors.ts'
import type { Value } from '../graph/operator.ts'
import type { Shape } from '../graph/types.ts'
import { sizeAt } from './axes.ts'
import type { CallConv, ConvAttributes } from './conv-attributes.ts'
import { convTranspose } from './conv-transpose.ts'
import { reshape } from './reshape.ts'
import { slice } from './slice-and-pad.ts'
import { transpose } from './transpose.ts'
import type { Padding } from './window.ts'

/**
 * dx = dy * flipped weight. Stride 1: a convolution with the flipped weight, its in- and out-channels
 * swapped, which is 1.0 to 1.8 times faster than a transposed convolution; other strides need that one.
 */
export function convInputGradient(
  upstream: Value,
  weight: Value,
  inputShape: Shape,
  attributes: ConvAttributes,
  callConv: CallConv,
): Value {
  const { kernel, strides, dilations, padding } = attributes
  const reach = [dilations[0] * (kernel[0] - 1), dilations[1] * (kernel[1] - 1)] as const
  const mirrored: Padding = [
    reach[0] - padding[0],
    reach[1] - padding[1],
    reach[0] - padding[2],
    reach[1] - padding[3],
  ]
  const isConvolution = strides.every((stride) => stride === 1) && mirrored.every((p) => p >= 0)
  if (isConvolution) {
    const flipped = flipAndSwap(weight, attributes.groups)
    return callConv(upstream, flipped, { ...attributes, padding: mirrored })
  }
  const left = (axis: 0 | 1): number => {
    const size = inputShape[axis + 2] ?? 0
    const covered = (sizeAt(upstream, axis + 2) - 1) * strides[axis] + reach[axis] + 1
    return size + padding[axis] + (axis === 0 ? padding[2] : padding[3]) - covered
  }
  const outputPadding = [left(0), left(1)] as const
  invariant(
    outputPadding.every((p) => p >= 0),
    'conv: the gradient exceeds the input',
  )
  return convTranspose(upstream, weight, { ...attributes, outputPadding })
}

/** [K, C / g, kh, kw] to [C, K / g, kh, kw] with both kernel axes reversed. */
function flipAndSwap(weight: Value, groups: number): Value {
  const flips = [2, 3].filter((axis) => sizeAt(weight, axis) > 1)
  const flipped = slice(
    weight,
    flips.map((axis) => ({ axis, step: -1 })),
  )
  const [filters, channels, kh, kw] = [0, 1, 2, 3].map((axis) => sizeAt(weight, axis))
  invariant(filters !== undefined && channels !== undefined, 'conv: the weight has four axes')
  if (groups === filters && channels === 1) return flipped
  if (groups === 1) return transpose(flipped, [1, 0, 2, 3])
  const kernel = [kh ?? 1, kw ?? 1]
  const split = reshape(flipped, [groups, filters / groups, channels, ...kernel])
  const swapped = transpose(split, [0, 2, 1, 3, 4])
  return reshape(swapped, [groups * channels, filters / groups, ...kernel])
}
