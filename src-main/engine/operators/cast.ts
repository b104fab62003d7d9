// Changes the data type. Truth values become 0 and 1; floats are cut towards zero.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import type { DataType } from '../graph/types.ts'
import { callOne } from './call-one.ts'
import type { Unary } from './elementwise.ts'
import { int } from './onnx-attribute.ts'
import { ONNX_DATA_TYPES } from '../graph/onnx-data-type.ts'

export type CastAttributes = { readonly to: DataType }

export const castOperator: PrimitiveOperator<Unary, CastAttributes> = {
  kind: 'primitive',
  type: 'Cast',
  infer: ({ inputs: [x], attributes: { to } }) => [{ dataType: to, shape: x.shape }],
  onnx: ({ to }) => ({ attributes: { to: int(ONNX_DATA_TYPES[to]) } }),
  gradient: null,
}

/** Returns `x` itself when it has the type already. No gradient flows through a cast. */
export function cast(x: Value, to: DataType): Value {
  return x.dataType === to ? x : callOne(castOperator, [x], { to })
}
