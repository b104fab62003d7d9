// Limits x to [minimum, maximum]; relu6 is clip(x, 0, 6).

import type { PrimitiveOperator, Value } from '../graph/operator.ts'
import { filledTensor } from '../graph/tensor.ts'
import { callOne } from './call-one.ts'
import { equal } from './compare.ts'
import type { Unary } from './elementwise.ts'
import { inferUnary } from './elementwise.ts'
import { where } from './where.ts'

export type ClipAttributes = { readonly minimum: number; readonly maximum: number }

export const clipOperator: PrimitiveOperator<Unary, ClipAttributes> = {
  kind: 'primitive',
  type: 'Clip',
  infer: (call) => {
    const { minimum, maximum } = call.attributes
    if (minimum > maximum) {
      throw call.fail(`minimum ${minimum} exceeds maximum ${maximum}`, 'swap them')
    }
    return inferUnary(call)
  },
  onnx: ({ minimum, maximum }) => ({
    constants: [filledTensor('float32', [], minimum), filledTensor('float32', [], maximum)],
  }),
  // dx = dy where x was not limited, that is where y = x.
  gradient: ({ inputs: [x], output: y, upstream }) => [() => where(equal(x, y), upstream, 0)],
}

export function clip(x: Value, minimum: number, maximum: number): Value {
  return callOne(clipOperator, [x], { minimum, maximum })
}
