// What defines a convolution besides its inputs, shared by the operator and its gradients.

import type { Value } from '../graph/operator.ts'
import type { Padding, Pair } from './window.ts'

export type ConvAttributes = {
  readonly kernel: Pair
  readonly strides: Pair
  readonly dilations: Pair
  readonly padding: Padding
  readonly groups: number
}

/** The convolution itself, handed to its own gradients, which are convolutions again. */
export type CallConv = (x: Value, weight: Value, attributes: ConvAttributes) => Value
