// x to a constant power; for a square, `multiply(x, x)` is faster.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { filledTensor } from '../graph/tensor.ts'
import { callOne } from './call-one.ts'
import type { Unary } from './elementwise.ts'
import { inferUnary } from './elementwise.ts'
import { multiply } from './multiply.ts'

export type PowerAttributes = { readonly exponent: number }

export const powerOperator: PrimitiveOperator<Unary, PowerAttributes> = {
  kind: 'primitive',
  type: 'Pow',
  infer: inferUnary,
  onnx: ({ exponent }) => ({ constants: [filledTensor('float32', [], exponent)] }),
  // dx = dy * p * x^(p-1)
  gradient: ({ inputs: [x], attributes: { exponent }, upstream }) => [
    () => multiply(upstream, multiply(power(x, exponent - 1), exponent)),
  ],
}

/** `x` must not be negative unless `exponent` is a whole number. */
export function power(x: Value, exponent: number): Value {
  return callOne(powerOperator, [x], { exponent })
}
