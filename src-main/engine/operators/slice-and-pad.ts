// Cutting out and surrounding with a constant: two operators in one file, for each is the other's
// gradient.

import { invariant } from '../../core/errors.ts'
import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { formatShape } from '../graph/shape.ts'
import { filledTensor, int64Tensor } from '../graph/tensor.ts'
import { axisOf, sizeAt } from './axes.ts'
import { callOne } from './call-one.ts'
import type { Unary } from './elementwise.ts'
import { text } from './onnx-attribute.ts'
import { reshape } from './reshape.ts'

/** One range per axis in `axes`; a negative step runs from `start` down to, not including, `end`. */
export type SliceAttributes = {
  readonly axes: readonly number[]
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly steps: readonly number[]
}

export type PadAttributes = {
  /** Elements added before and after each axis. */
  readonly before: readonly number[]
  readonly after: readonly number[]
  readonly value: number
}

export interface SliceRange {
  readonly axis: number
  /** Default: the first element, or the last one for a negative step. */
  readonly start?: number
  /** Exclusive. Default: the whole rest of the axis; -1 with a negative step means "past the first". */
  readonly end?: number
  readonly step?: number
}

export const sliceOperator: PrimitiveOperator<Unary, SliceAttributes> = {
  kind: 'primitive',
  type: 'Slice',
  infer: ({ inputs: [x], attributes, fail }) => {
    const shape = [...x.shape]
    for (const { axis, start, end, step } of rangesOf(attributes)) {
      const size = sizeAt(x, axis)
      const count = Math.ceil((end - start) / step)
      const last = start + (count - 1) * step
      if (count < 1 || start < 0 || start >= size || last < 0 || last >= size) {
        throw fail(
          `${start} to ${end} by ${step} leaves axis ${axis} of ${formatShape(x.shape)}`,
          'give a range inside the axis',
        )
      }
      shape[axis] = count
    }
    return [{ dataType: x.dataType, shape }]
  },
  onnx: ({ starts, ends, axes, steps }) => ({
    constants: [
      int64Tensor([starts.length], starts),
      // ONNX reads -1 as the last element; "past the first" is any number below -size.
      int64Tensor(
        [ends.length],
        ends.map((end) => (end < 0 ? -0x7fffffff : end)),
      ),
      int64Tensor([axes.length], axes),
      int64Tensor([steps.length], steps),
    ],
  }),
  // Each element goes back to where it came from, zeros elsewhere.
  gradient: ({ inputs: [x], attributes, upstream }) => [
    () =>
      rangesOf(attributes).reduce(
        (gradient, range) => unslice(gradient, range, sizeAt(x, range.axis)),
        upstream,
      ),
  ],
}

export const padOperator: PrimitiveOperator<Unary, PadAttributes> = {
  kind: 'primitive',
  type: 'Pad',
  infer: ({ inputs: [x], attributes: { before, after }, fail }) => {
    if (before.length !== x.shape.length || after.length !== x.shape.length) {
      throw fail(
        `${before.length} and ${after.length} pads for ${formatShape(x.shape)}`,
        'give one before and one after for each axis',
      )
    }
    if ([...before, ...after].some((count) => count < 0)) {
      throw fail(`negative pads [${before.join()}], [${after.join()}]`, 'use slice to cut')
    }
    const shape = x.shape.map((size, axis) => size + (before[axis] ?? 0) + (after[axis] ?? 0))
    return [{ dataType: x.dataType, shape }]
  },
  onnx: ({ before, after, value }) => ({
    attributes: { mode: text('constant') },
    constants: [
      int64Tensor([2 * before.length], [...before, ...after]),
      filledTensor('float32', [], value),
    ],
  }),
  gradient: ({ inputs: [x], attributes: { before }, upstream }) => [
    () =>
      slice(
        upstream,
        x.shape.map((size, axis) => {
          const start = before[axis] ?? 0
          return { axis, start, end: start + size }
        }),
      ),
  ],
}

/** Ranges that keep their whole axis are dropped; returns `x` when none is left. */
export function slice(x: Value, ranges: readonly SliceRange[]): Value {
  const complete = ranges.map((range) => completed(x, range))
  // onnxruntime's WebGPU provider misreads steps below -1: reverse first, then stride forwards.
  const reversed = complete.filter(({ step }) => step < -1)
  if (reversed.length === 0) return cut(x, complete)
  const turned = cut(
    x,
    reversed.map(({ axis }) => completed(x, { axis, step: -1 })),
  )
  return cut(
    turned,
    complete.map((range) => (range.step < -1 ? mirrored(range, sizeAt(x, range.axis)) : range)),
  )
}

function completed(x: Value, { axis, start, end, step = 1 }: SliceRange): Range {
  invariant(Number.isInteger(step) && step !== 0, `Slice: step ${step}`)
  const normalized = axisOf(x, axis, 'Slice')
  const size = sizeAt(x, normalized)
  return {
    axis: normalized,
    start: start ?? (step > 0 ? 0 : size - 1),
    end: end ?? (step > 0 ? size : -1),
    step,
  }
}

/** The same elements of the reversed axis. */
function mirrored({ axis, start, end, step }: Range, size: number): Range {
  return { axis, start: size - 1 - start, end: size - 1 - end, step: -step }
}

function cut(x: Value, ranges: readonly Range[]): Value {
  const cutting = ranges.filter(
    ({ axis, start, end, step }) => step !== 1 || start !== 0 || end !== sizeAt(x, axis),
  )
  if (cutting.length === 0) return x
  return callOne(sliceOperator, [x], {
    axes: cutting.map(({ axis }) => axis),
    starts: cutting.map(({ start }) => start),
    ends: cutting.map(({ end }) => end),
    steps: cutting.map(({ step }) => step),
  })
}

/** Pads a float tensor with a constant. Returns `x` when nothing is added. */
export function pad(
  x: Value,
  before: readonly number[],
  after: readonly number[],
  value = 0,
): Value {
  if ([...before, ...after].every((count) => count === 0)) return x
  return callOne(padOperator, [x], { before, after, value })
}

interface Range {
  readonly axis: number
  readonly start: number
  readonly end: number
  readonly step: number
}

function rangesOf({ axes, starts, ends, steps }: SliceAttributes): Range[] {
  return axes.map((axis, index) => ({
    axis,
    start: starts[index] ?? 0,
    end: ends[index] ?? 0,
    step: steps[index] ?? 1,
  }))
}

/** Places `gradient` at start, start + step, ... of an axis of `size` zeros. */
function unslice(gradient: Value, { axis, start, step }: Range, size: number): Value {
  const count = sizeAt(gradient, axis)
  const forward = step > 0 ? gradient : slice(gradient, [{ axis, step: -1 }])
  const first = step > 0 ? start : start + (count - 1) * step
  const spread = spreadOut(forward, axis, Math.abs(step))
  const cut = slice(spread, [{ axis, end: Math.min(sizeAt(spread, axis), size - first) }])
  const before = cut.shape.map((_, index) => (index === axis ? first : 0))
  const after = cut.shape.map((length, index) => (index === axis ? size - first - length : 0))
  return pad(cut, before, after)
}

/** Puts `stride` - 1 zeros after each element of an axis. */
function spreadOut(x: Value, axis: number, stride: number): Value {
  if (stride === 1) return x
  const split = reshape(x, x.shape.toSpliced(axis + 1, 0, 1))
  const none = split.shape.map(() => 0)
  const padded = pad(split, none, none.with(axis + 1, stride - 1))
  return reshape(padded, x.shape.with(axis, sizeAt(x, axis) * stride))
}
