// Joins tensors along one axis.

import type { Fail, PrimitiveOperator, Value } from '../graph/operator.ts'
import { formatShape } from '../graph/shape.ts'
import { axisOf, sizeAt } from './axes.ts'
import { callOne } from './call-one.ts'
import { int } from './onnx-attribute.ts'
import { slice } from './slice-and-pad.ts'

export type ConcatAttributes = { readonly axis: number }

export const concatOperator: PrimitiveOperator<readonly Value[], ConcatAttributes> = {
  kind: 'primitive',
  type: 'Concat',
  infer: ({ inputs, attributes: { axis }, fail }) => {
    const [first] = inputs
    if (first === undefined) throw fail('nothing to join', 'pass at least one value')
    for (const input of inputs) requireFit(first, input, axis, fail)
    const size = inputs.reduce((sum, input) => sum + sizeAt(input, axis), 0)
    return [{ dataType: first.dataType, shape: first.shape.with(axis, size) }]
  },
  onnx: ({ axis }) => ({ attributes: { axis: int(axis) } }),
  gradient: ({ inputs, attributes: { axis }, upstream }) => {
    let end = 0
    return inputs.map((input) => {
      const start = end
      end += sizeAt(input, axis)
      const ends = end
      return () => slice(upstream, [{ axis, start, end: ends }])
    })
  },
}

/** A single value is returned as it is. */
export function concat(values: readonly [Value, ...Value[]], axis: number): Value {
  const normalized = axisOf(values[0], axis, 'Concat')
  return values.length === 1
    ? values[0]
    : callOne<readonly Value[], ConcatAttributes>(concatOperator, values, { axis: normalized })
}

function requireFit(first: Value, other: Value, axis: number, fail: Fail): void {
  const fits =
    other.dataType === first.dataType &&
    other.shape.length === first.shape.length &&
    other.shape.every((size, index) => index === axis || size === first.shape[index])
  if (fits) return
  throw fail(
    `${first.dataType} ${formatShape(first.shape)} and ${other.dataType} ` +
      `${formatShape(other.shape)} do not join along axis ${axis}`,
    'all other axes and the data type must be equal',
  )
}
