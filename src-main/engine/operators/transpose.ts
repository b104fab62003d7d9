// Reorders the axes.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { formatShape } from '../graph/shape.ts'
import { sizeAt } from './axes.ts'
import { callOne } from './call-one.ts'
import type { Unary } from './elementwise.ts'
import { ints } from './onnx-attribute.ts'

export type TransposeAttributes = { readonly permutation: readonly number[] }

export const transposeOperator: PrimitiveOperator<Unary, TransposeAttributes> = {
  kind: 'primitive',
  type: 'Transpose',
  infer: ({ inputs: [x], attributes: { permutation }, fail }) => {
    const sorted = [...permutation].sort((a, b) => a - b)
    if (sorted.length !== x.shape.length || sorted.some((axis, index) => axis !== index)) {
      throw fail(
        `[${permutation.join()}] does not reorder the axes of ${formatShape(x.shape)}`,
        'name each axis once',
      )
    }
    return [{ dataType: x.dataType, shape: permutation.map((axis) => sizeAt(x, axis)) }]
  },
  onnx: ({ permutation }) => ({ attributes: { perm: ints(permutation) } }),
  gradient: ({ attributes: { permutation }, upstream }) => [
    () => transpose(upstream, inverse(permutation)),
  ],
}

/** Axis `i` of the result is axis `permutation[i]` of `x`. */
export function transpose(x: Value, permutation: readonly number[]): Value {
  return callOne(transposeOperator, [x], { permutation })
}

function inverse(permutation: readonly number[]): number[] {
  return permutation.map((_, axis) => permutation.indexOf(axis))
}
