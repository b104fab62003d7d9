// x where positive, else a small slope times x.

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { callOne } from './call-one.ts'
import { greater } from './compare.ts'
import type { Unary } from './elementwise.ts'
import { inferUnary } from './elementwise.ts'
import { multiply } from './multiply.ts'
import { float } from './onnx-attribute.ts'
import { where } from './where.ts'

export type LeakyReluAttributes = { readonly slope: number }

export const leakyReluOperator: PrimitiveOperator<Unary, LeakyReluAttributes> = {
  kind: 'primitive',
  type: 'LeakyRelu',
  infer: inferUnary,
  onnx: ({ slope }) => ({ attributes: { alpha: float(slope) } }),
  // Reads y, whose sign is that of x, so that x need not stay in memory.
  gradient: ({ output: y, attributes: { slope }, upstream }) => [
    () => where(greater(y, 0), upstream, multiply(upstream, slope)),
  ],
}

export function leakyRelu(x: Value, slope: number): Value {
  return callOne(leakyReluOperator, [x], { slope })
}
