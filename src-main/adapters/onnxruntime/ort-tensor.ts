// Translates between the engine's tensors and onnxruntime's.

import { Tensor as OrtTensor } from 'onnxruntime-node'
import { StudioError, invariant } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { formatShape, sameShape } from '../../engine/graph/shape.ts'
import { filledTensor } from '../../engine/graph/tensor.ts'
import type { DataType, Tensor, TensorType } from '../../engine/graph/types.ts'

/** Shares the memory of `tensor`. */
export function toOrtTensor({ dataType, data, shape }: Tensor): OrtTensor {
  return new OrtTensor(dataType, data, [...shape])
}

/** Shares the memory of `tensor`, which must be in CPU memory. */
export function fromOrtTensor(tensor: OrtTensor): Tensor {
  invariant(tensor.location === 'cpu', `a tensor on ${tensor.location} cannot be read directly`)
  const { data } = tensor
  const dataType = dataTypeOf(tensor)
  const isKnown =
    data instanceof Float32Array ||
    data instanceof BigInt64Array ||
    data instanceof Int32Array ||
    data instanceof Uint8Array
  invariant(isKnown, `onnxruntime gave ${tensor.type} data in an unknown array`)
  return { dataType, shape: [...tensor.dims], data }
}

export function dataTypeOf({ type }: OrtTensor): DataType {
  switch (type) {
    case 'float32':
    case 'int64':
    case 'int32':
    case 'bool':
    case 'uint8':
      return type
    default:
      throw new Error(`invariant: onnxruntime gave a ${type} tensor, which the engine never emits`)
  }
}

export function allocateLike(tensor: OrtTensor): OrtTensor {
  return toOrtTensor(filledTensor(dataTypeOf(tensor), tensor.dims, 0))
}

export function copyTensor(tensor: Tensor): Tensor {
  return { ...tensor, data: tensor.data.slice() }
}

/** Throws `invalidInput` naming what was expected, what came, and where. */
export function requireType(what: string, expected: TensorType, received: TensorType): void {
  if (expected.dataType === received.dataType && sameShape(expected.shape, received.shape)) return
  throw new StudioError(
    'invalidInput',
    said`${what} must be ${expected.dataType} ${formatShape(expected.shape)}, but
      ${received.dataType} ${formatShape(received.shape)} came; convert it before the run`,
  )
}
