// How one primitive operator is computed on tfjs: the shape of an entry in the interpreter's table.

import type * as tfjs from '@tensorflow/tfjs-core'
import type {
  Attributes,
  GraphNode,
  PrimitiveOperator,
  Value,
} from '../../engine/graph/operator.ts'

/** The library itself, passed as an argument: tfjs-core with a backend, or tfjs-node-gpu. */
export type Tf = typeof tfjs
export type TfTensor = tfjs.Tensor

type TensorsOf<I extends readonly Value[]> = { readonly [K in keyof I]: TfTensor }

export interface TfjsKernel {
  readonly type: string
  run(tf: Tf, inputs: readonly TfTensor[], node: GraphNode): TfTensor
}

export type Compute<I extends readonly Value[], A> = (
  tf: Tf,
  inputs: TensorsOf<I>,
  attributes: A,
) => TfTensor

/** Pairs an operator with its computation; every operator of the engine has one output here. */
export function kernel<I extends readonly Value[], A extends Attributes>(
  operator: PrimitiveOperator<I, A>,
  compute: Compute<I, A>,
): TfjsKernel {
  return {
    type: operator.type,
    // The node's operator has this type, so inputs and attributes are what the operator declares.
    run: (tf, inputs, node) => compute(tf, inputs as TensorsOf<I>, node.attributes as A),
  }
}
