// Picks slices along an axis by an index tensor.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { axisOf } from './axes.ts'
import { callOne } from './call-one.ts'
import { int } from './onnx-attribute.ts'

export type GatherAttributes = { readonly axis: number }
type Inputs = readonly [x: Value, indices: Value]

export const gatherOperator: PrimitiveOperator<Inputs, GatherAttributes> = {
  kind: 'primitive',
  type: 'Gather',
  infer: ({ inputs: [x, indices], attributes: { axis }, fail }) => {
    if (indices.dataType !== 'int32' && indices.dataType !== 'int64') {
      throw fail(`indices are ${indices.dataType}`, 'cast them to int32 or int64')
    }
    return [{ dataType: x.dataType, shape: x.shape.toSpliced(axis, 1, ...indices.shape) }]
  },
  onnx: ({ axis }) => ({ attributes: { axis: int(axis) } }),
  gradient: null,
}

/** The axis is replaced by the axes of `indices`. No gradient flows through it. */
export function gather(x: Value, indices: Value, axis: number): Value {
  return callOne(gatherOperator, [x, indices], { axis: axisOf(x, axis, 'Gather') })
}
