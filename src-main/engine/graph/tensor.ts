// Constructors of dense tensors. A tensor's data always has exactly as many elements as its shape.

import { StudioError } from '../../core/errors.ts'
import { elementCount, formatShape } from './shape.ts'
import type { DataType, Shape, Tensor, TensorDataOf } from './types.ts'

/** Wraps `data` without copying it; throws `invalidInput` when the size does not fit the shape. */
export function createTensor<D extends DataType>(
  dataType: D,
  shape: Shape,
  data: TensorDataOf[D],
): Tensor<D> {
  if (data.length !== elementCount(shape)) {
    throw new StudioError(
      'invalidInput',
      `tensor: ${data.length} elements do not fill ${dataType} ${formatShape(shape)}, which has ` +
        `${elementCount(shape)}; give data and shape of the same size`,
    )
  }
  return { dataType, shape: [...shape], data }
}

export function float32Tensor(shape: Shape, values: Iterable<number>): Tensor<'float32'> {
  return createTensor('float32', shape, Float32Array.from(values))
}

export function int64Tensor(shape: Shape, values: Iterable<number>): Tensor<'int64'> {
  return createTensor('int64', shape, BigInt64Array.from(values, BigInt))
}

export function int32Tensor(shape: Shape, values: Iterable<number>): Tensor<'int32'> {
  return createTensor('int32', shape, Int32Array.from(values))
}

export function filledTensor(dataType: DataType, shape: Shape, value: number): Tensor {
  return { dataType, shape: [...shape], data: filledData(dataType, elementCount(shape), value) }
}

function filledData(dataType: DataType, length: number, value: number): TensorDataOf[DataType] {
  switch (dataType) {
    case 'float32':
      return new Float32Array(length).fill(value)
    case 'int64':
      return new BigInt64Array(length).fill(BigInt(value))
    case 'int32':
      return new Int32Array(length).fill(value)
    case 'bool':
    case 'uint8':
      return new Uint8Array(length).fill(value)
  }
}
