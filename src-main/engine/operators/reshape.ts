// The same elements under another shape.

import { invariant } from '../../core/errors.ts'
import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { elementCount, formatShape, sameShape } from '../graph/shape.ts'
import { int64Tensor } from '../graph/tensor.ts'
import type { Shape } from '../graph/types.ts'
import { callOne } from './call-one.ts'
import type { Unary } from './elementwise.ts'

export type ReshapeAttributes = { readonly shape: Shape }

export const reshapeOperator: PrimitiveOperator<Unary, ReshapeAttributes> = {
  kind: 'primitive',
  type: 'Reshape',
  infer: ({ inputs: [x], attributes: { shape }, fail }) => {
    if (elementCount(shape) !== elementCount(x.shape)) {
      throw fail(
        `${formatShape(x.shape)} and ${formatShape(shape)} hold different numbers of elements`,
        'give a shape of the same size',
      )
    }
    return [{ dataType: x.dataType, shape }]
  },
  onnx: ({ shape }) => ({ constants: [int64Tensor([shape.length], shape)] }),
  gradient: ({ inputs: [x], upstream }) => [() => reshape(upstream, x.shape)],
}

/** At most one size may be -1: it is what the others leave. Returns `x` when nothing changes. */
export function reshape(x: Value, shape: Shape): Value {
  const free = shape.filter((size) => size === -1).length
  invariant(free <= 1, `reshape: more than one -1 in ${formatShape(shape)}`)
  const known = elementCount(shape.filter((size) => size !== -1))
  const rest = known === 0 ? 0 : Math.floor(elementCount(x.shape) / known)
  const complete = shape.map((size) => (size === -1 ? rest : size))
  return sameShape(complete, x.shape) ? x : callOne(reshapeOperator, [x], { shape: complete })
}
