// Brings elements that lie in memory with strides (transposed views, Fortran order) into row-major
// order, whatever their number format. Checks the arithmetic of shapes that come from a file.

import type { Shape } from '../../../engine/graph/types.ts'
import { damaged, quoted } from './weights-file.ts'

export interface StridedLayout {
  readonly shape: Shape
  /** In elements, one for each axis. */
  readonly strides: readonly number[]
  /** Of the first element, in elements. */
  readonly offset: number
}

/** As in PyTorch; numpy has 32. */
export const MAXIMUM_AXES = 64

/** The elements of a shape that a file gives for tensor `name`. Error: corrupt. */
export function countElements(shape: Shape, name: string, place: string): number {
  let count = 1
  for (const size of shape) count *= Math.max(1, size)
  const isPossible = shape.length <= MAXIMUM_AXES && shape.every(isSize)
  if (!isPossible || !Number.isSafeInteger(count)) {
    throw damaged(place, `tensor ${quoted(name)} has an impossible shape`)
  }
  return shape.includes(0) ? 0 : count
}

export function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** One past the last element of the memory that a layout touches. */
export function layoutEnd({ shape, strides, offset }: StridedLayout): number {
  if (shape.includes(0)) return offset
  return shape.reduce((last, size, axis) => last + (size - 1) * strides[axis]!, offset + 1)
}

export function fortranStrides(shape: Shape): number[] {
  let stride = 1
  return shape.map((size) => {
    const own = stride
    stride *= size
    return own
  })
}

/** The row-major elements: a view of `bytes` where they already lie so, else a copy. */
export function rowMajorBytes(
  bytes: Uint8Array,
  layout: StridedLayout,
  elementBytes: number,
): Uint8Array {
  const { shape, offset } = layout
  const count = shape.reduce((product, size) => product * size, 1)
  if (isRowMajor(layout)) {
    return bytes.subarray(offset * elementBytes, (offset + count) * elementBytes)
  }
  return gather(bytes, layout, elementBytes, count)
}

function isRowMajor({ shape, strides }: StridedLayout): boolean {
  if (shape.includes(0)) return true
  let expected = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false
    expected *= shape[axis]!
  }
  return true
}

function gather(
  bytes: Uint8Array,
  { shape, strides, offset }: StridedLayout,
  elementBytes: number,
  count: number,
): Uint8Array {
  const result = new Uint8Array(count * elementBytes)
  const index = shape.map(() => 0)
  let from = offset
  for (let to = 0; to < count; to++) {
    for (let i = 0; i < elementBytes; i++) {
      result[to * elementBytes + i] = bytes[from * elementBytes + i]!
    }
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!
      index[axis]!++
      if (index[axis]! < shape[axis]!) break
      from -= strides[axis]! * shape[axis]!
      index[axis] = 0
    }
  }
  return result
}
