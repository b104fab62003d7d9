// ONNX's numbers for data types (TensorProto.DataType).

import type { DataType } from './types.ts'

export const ONNX_DATA_TYPES: Readonly<Record<DataType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
}
