// Arithmetic on shapes: sizes, axes and broadcasting. Knows nothing of operators.

import type { Shape } from './types.ts'

export function elementCount(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1)
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis])
}

/** "[2, 3, 8, 8]", as shapes appear in messages and in printed graphs. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`
}

/** Numpy's broadcasting; null when the shapes do not fit. */
export function broadcastShapes(a: Shape, b: Shape): Shape | null {
  const rank = Math.max(a.length, b.length)
  const result: number[] = []
  for (let axis = 0; axis < rank; axis++) {
    const sizeA = a[axis - rank + a.length] ?? 1
    const sizeB = b[axis - rank + b.length] ?? 1
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) return null
    result.push(sizeA === 1 ? sizeB : sizeA)
  }
  return result
}

/** Counts a negative axis from the end; null when it lies outside the rank. */
export function normalizeAxis(axis: number, rank: number): number | null {
  const normalized = axis < 0 ? axis + rank : axis
  return Number.isInteger(axis) && normalized >= 0 && normalized < rank ? normalized : null
}

/** The shape after reducing `axes` (already normalized). */
export function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  const sizes = shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
  return keepDims ? sizes : sizes.filter((_, axis) => !axes.includes(axis))
}
