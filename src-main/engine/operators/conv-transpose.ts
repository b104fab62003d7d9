// Transposed convolution: the input gradient of a strided convolution. It has no gradient itself.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import type { ConvAttributes } from './conv-attributes.ts'
import type { Binary } from './elementwise.ts'
import { sizes4 } from './images.ts'
import { int, ints } from './onnx-attribute.ts'
import type { Pair } from './window.ts'

export type ConvTransposeAttributes = ConvAttributes & { readonly outputPadding: Pair }

export const convTransposeOperator: PrimitiveOperator<Binary, ConvTransposeAttributes> = {
  kind: 'primitive',
  type: 'ConvTranspose',
  infer: ({ inputs: [x, weight], attributes, fail }) => {
    const [n, channels, height, width] = sizes4('x', x, fail)
    const [filters, perGroup] = sizes4('weight', weight, fail)
    if (channels !== filters) {
      throw fail(`channels of x (${channels}) and weight (${filters}) differ`, 'make them equal')
    }
    const { kernel, strides, dilations, padding, groups, outputPadding } = attributes
    const size = (axis: 0 | 1, length: number): number =>
      (length - 1) * strides[axis] +
      (kernel[axis] - 1) * dilations[axis] +
      1 -
      padding[axis] -
      (axis === 0 ? padding[2] : padding[3]) +
      outputPadding[axis]
    const shape = [n, perGroup * groups, size(0, height), size(1, width)]
    return [{ dataType: x.dataType, shape }]
  },
  onnx: ({ kernel, strides, dilations, padding, groups, outputPadding }) => ({
    attributes: {
      kernel_shape: ints(kernel),
      strides: ints(strides),
      dilations: ints(dilations),
      pads: ints(padding),
      group: int(groups),
      output_padding: ints(outputPadding),
    },
  }),
  gradient: null,
}

/** [N, K, H', W'] and the convolution's own weight [K, C / groups, kh, kw] give [N, C, H, W]. */
export function convTranspose(x: Value, weight: Value, attributes: ConvTransposeAttributes): Value {
  return callOne(convTransposeOperator, [x, weight], attributes)
}
