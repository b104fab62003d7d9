// Repeats axes of size 1 (and leading axes) up to a shape.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { broadcastShapes, formatShape, sameShape } from '../graph/shape.ts'
import { int64Tensor } from '../graph/tensor.ts'
import type { Shape } from '../graph/types.ts'
import { callOne } from './call-one.ts'
import type { Unary } from './elementwise.ts'

export type ExpandAttributes = { readonly shape: Shape }

export const expandOperator: PrimitiveOperator<Unary, ExpandAttributes> = {
  kind: 'primitive',
  type: 'Expand',
  infer: ({ inputs: [x], attributes: { shape }, fail }) => {
    const result = broadcastShapes(x.shape, shape)
    if (result === null || !sameShape(result, shape)) {
      throw fail(
        `${formatShape(x.shape)} does not expand to ${formatShape(shape)}`,
        'each axis, counted from the last, must be equal or 1',
      )
    }
    return [{ dataType: x.dataType, shape }]
  },
  onnx: ({ shape }) => ({ constants: [int64Tensor([shape.length], shape)] }),
  // The walk sums the gradient down to the shape of x.
  gradient: ({ upstream }) => [() => upstream],
}

/** Returns `x` itself when it has the shape already. */
export function expand(x: Value, shape: Shape): Value {
  return sameShape(x.shape, shape) ? x : callOne(expandOperator, [x], { shape })
}
