// Convolution of an image batch [N, C, H, W] with a weight [K, C / groups, kh, kw], any strides,
// dilations, padding and groups. Strictly a cross-correlation, as everywhere in the field.

import type { Inference, PrimitiveOperator, Value } from '../graph/operator.ts'
import { formatShape } from '../graph/shape.ts'
import type { TensorType } from '../graph/types.ts'
import { callOne } from './call-one.ts'
import type { ConvAttributes } from './conv-attributes.ts'
import { convInputGradient } from './conv-input-gradient.ts'
import { convWeightGradient } from './conv-weight-gradient.ts'
import { sizes4 } from './images.ts'
import { int, ints } from './onnx-attribute.ts'
import { reduceSum } from './reduce.ts'
import type { Padding, Pair } from './window.ts'
import { slidSize, toPadding, toPair } from './window.ts'

type Inputs = readonly [x: Value, weight: Value, ...bias: Value[]]

export interface ConvOptions {
  readonly strides?: number | Pair
  readonly dilations?: number | Pair
  /** One number for all sides, [vertical, horizontal], or [top, left, bottom, right]. Default 0. */
  readonly padding?: number | Pair | Padding
  /** Default 1; equal to the channels of x for a depthwise convolution. */
  readonly groups?: number
  /** [K]. */
  readonly bias?: Value
}

export const convOperator: PrimitiveOperator<Inputs, ConvAttributes> = {
  kind: 'primitive',
  type: 'Conv',
  infer: inferConv,
  onnx: ({ kernel, strides, dilations, padding, groups }) => ({
    attributes: {
      kernel_shape: ints(kernel),
      strides: ints(strides),
      dilations: ints(dilations),
      pads: ints(padding),
      group: int(groups),
    },
  }),
  gradient: ({ inputs: [x, weight, bias], attributes, upstream }) => {
    const gradients = [
      () => convInputGradient(upstream, weight, x.shape, attributes, callConv),
      () => convWeightGradient(upstream, x, weight.shape, attributes, callConv),
    ]
    return bias === undefined
      ? gradients
      : [...gradients, () => reduceSum(upstream, { axes: [0, 2, 3] })]
  },
}

/** [N, C, H, W] and [K, C / groups, kh, kw] give [N, K, H', W']. */
export function conv(x: Value, weight: Value, options: ConvOptions = {}): Value {
  const attributes: ConvAttributes = {
    kernel: [weight.shape[2] ?? 1, weight.shape[3] ?? 1],
    strides: toPair(options.strides ?? 1),
    dilations: toPair(options.dilations ?? 1),
    padding: toPadding(options.padding ?? 0),
    groups: options.groups ?? 1,
  }
  return callConv(x, weight, attributes, options.bias)
}

function callConv(x: Value, weight: Value, attributes: ConvAttributes, bias?: Value): Value {
  return callOne(convOperator, bias === undefined ? [x, weight] : [x, weight, bias], attributes)
}

function inferConv(call: Inference<Inputs, ConvAttributes>): readonly TensorType[] {
  const { inputs, attributes, fail } = call
  const [x, weight, bias] = inputs
  const [n, channels, height, width] = sizes4('x', x, fail)
  const [filters, weightChannels] = sizes4('weight', weight, fail)
  const { groups } = attributes
  if (channels !== weightChannels * groups) {
    throw fail(
      `channels of x ${formatShape(x.shape)} (${channels}) and weight ` +
        `${formatShape(weight.shape)} (${weightChannels} x ${groups} groups) differ`,
      `the weight's second axis must be ${channels / groups}`,
    )
  }
  if (filters % groups !== 0) {
    throw fail(`${filters} filters do not divide into ${groups} groups`, 'change one of the two')
  }
  if (bias !== undefined && (bias.shape.length !== 1 || bias.shape[0] !== filters)) {
    throw fail(`bias has shape ${formatShape(bias.shape)}`, `it must be [${filters}]`)
  }
  return [
    { dataType: x.dataType, shape: [n, filters, ...slidSize([height, width], attributes, fail)] },
  ]
}
