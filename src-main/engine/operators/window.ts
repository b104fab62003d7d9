// Sizes of sliding windows over two spatial axes, shared by convolution and pooling.

import type { Fail } from '../graph/operator.ts'

export type Pair = readonly [number, number]

/** Padding before and after each axis: top, left, bottom, right (ONNX's order). */
export type Padding = readonly [number, number, number, number]

/** A number stands for both axes; for padding also for both sides. */
export function toPair(size: number | Pair): Pair {
  return typeof size === 'number' ? [size, size] : size
}

export function toPadding(padding: number | Pair | Padding): Padding {
  if (typeof padding === 'number') return [padding, padding, padding, padding]
  if (padding.length === 4) return padding
  return [padding[0], padding[1], padding[0], padding[1]]
}

export interface Window {
  readonly kernel: Pair
  readonly strides: Pair
  readonly dilations: Pair
  readonly padding: Padding
}

/** Height and width after sliding the window; throws when it does not fit once. */
export function slidSize(size: Pair, window: Window, fail: Fail): Pair {
  const height = slidAxis(size, window, 0)
  const width = slidAxis(size, window, 1)
  if (height >= 1 && width >= 1) return [height, width]
  throw fail(
    `a ${window.kernel.join('x')} window dilated by ${window.dilations.join('x')} does not fit ` +
      `an image of ${size.join('x')} padded by [${window.padding.join()}]`,
    'use a larger image or more padding',
  )
}

function slidAxis(size: Pair, window: Window, axis: 0 | 1): number {
  const { kernel, strides, dilations, padding } = window
  const extent = (kernel[axis] - 1) * dilations[axis] + 1
  const before = padding[axis]
  const after = axis === 0 ? padding[2] : padding[3]
  return Math.floor((size[axis] + before + after - extent) / strides[axis]) + 1
}
