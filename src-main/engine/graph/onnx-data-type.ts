// ONNX's numbers for data types (TensorProto.DataType).

import type { DataType } from './types.ts'

/** No tensor of the engine is float64; exported models compute with it in between. */
export const ONNX_DATA_TYPES: Readonly<Record<DataType | 'float64', number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
}
