// Checks axes given by the caller; every operator stores them counted from the front, sorted.

import { invariant } from '../../core/errors.ts'
import type { Value } from '../graph/operator.ts'
import { formatShape, normalizeAxis } from '../graph/shape.ts'

/** A negative axis counts from the end. Throws when it lies outside the value's rank. */
export function axisOf(value: Value, axis: number, type: string): number {
  const normalized = normalizeAxis(axis, value.shape.length)
  invariant(
    normalized !== null,
    `${type}: axis ${axis} is outside ${formatShape(value.shape)} at ${value.graph.currentScope}`,
  )
  return normalized
}

/** All axes when `axes` is undefined; sorted, without repetition. */
export function axesOf(value: Value, axes: readonly number[] | undefined, type: string): number[] {
  if (axes === undefined) return value.shape.map((_, axis) => axis)
  const normalized = axes.map((axis) => axisOf(value, axis, type))
  invariant(new Set(normalized).size === axes.length, `${type}: axes [${axes.join()}] repeat`)
  return normalized.sort((a, b) => a - b)
}

export function sizeAt(value: Value, axis: number): number {
  const size = value.shape[axis]
  invariant(size !== undefined, `${value.name}: no axis ${axis} in ${formatShape(value.shape)}`)
  return size
}
