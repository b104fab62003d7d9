// Translates between the engine's tensors and tfjs's, which know no int64 and no uint8.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { DataType, Shape, Tensor } from '../../engine/graph/types.ts'
import type { Tf, TfTensor } from './tfjs-kernel.ts'

export type TfType = 'float32' | 'int32' | 'bool'

export function toTfType(dataType: DataType): TfType {
  return dataType === 'int64' || dataType === 'uint8' ? 'int32' : dataType
}

/** Copies the data. Throws `invalidInput` when an int64 does not fit tfjs's 32 bits. */
export function toTfTensor(tf: Tf, { dataType, shape, data }: Tensor): TfTensor {
  const values = data instanceof BigInt64Array ? Int32Array.from(data, toInt32) : data.slice()
  const typed =
    values instanceof Uint8Array && dataType === 'uint8' ? Int32Array.from(values) : values
  return tf.tensor(typed, [...shape], toTfType(dataType))
}

export async function fromTfTensor(
  tensor: TfTensor,
  { dataType, shape }: { readonly dataType: DataType; readonly shape: Shape },
): Promise<Tensor> {
  const values = await tensor.data<'float32' | 'int32' | 'bool'>()
  return { dataType, shape: [...shape], data: convert(values, dataType) }
}

function convert(values: Iterable<number>, dataType: DataType): Tensor['data'] {
  switch (dataType) {
    case 'float32':
      return Float32Array.from(values)
    case 'int32':
      return Int32Array.from(values)
    case 'int64':
      return BigInt64Array.from(values, BigInt)
    case 'bool':
    case 'uint8':
      return Uint8Array.from(values)
  }
}

function toInt32(value: bigint): number {
  if (BigInt.asIntN(32, value) === value) return Number(value)
  throw new StudioError(
    'invalidInput',
    said`tfjs: the int64 value ${String(value)} does not fit 32 bits; use the onnxruntime executor`,
  )
}
