// The index of the largest element along an axis (the first one on a tie).

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { reducedShape } from '../graph/shape.ts'
import { axisOf } from './axes.ts'
import { callOne } from './call-one.ts'
import type { Unary } from './elementwise.ts'
import { int } from './onnx-attribute.ts'

export type ArgMaxAttributes = { readonly axis: number; readonly keepDims: boolean }

export const argMaxOperator: PrimitiveOperator<Unary, ArgMaxAttributes> = {
  kind: 'primitive',
  type: 'ArgMax',
  infer: ({ inputs: [x], attributes: { axis, keepDims } }) => [
    { dataType: 'int64', shape: reducedShape(x.shape, [axis], keepDims) },
  ],
  onnx: ({ axis, keepDims }) => ({
    attributes: { axis: int(axis), keepdims: int(keepDims ? 1 : 0) },
  }),
  gradient: null,
}

/** An int64 tensor without the axis, or with size 1 there. */
export function argMax(
  x: Value,
  axis: number,
  options: { readonly keepDims?: boolean } = {},
): Value {
  return callOne(argMaxOperator, [x], {
    axis: axisOf(x, axis, 'ArgMax'),
    keepDims: options.keepDims ?? false,
  })
}
