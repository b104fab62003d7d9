// The vocabulary of the engine: what a value, a node and a graph are. No behaviour here.
// A graph is a printable list of ONNX operators; `Value` is the only handle that operators exchange.

export type DataType = 'float32' | 'int64' | 'int32' | 'bool' | 'uint8'

/** Sizes of each axis; every size is known while building. */
export type Shape = readonly number[]

export interface TensorType {
  readonly dataType: DataType
  readonly shape: Shape
}

/** The typed array that holds a tensor of each data type; `bool` is one byte an element, 0 or 1. */
export interface TensorDataOf {
  float32: Float32Array
  int64: BigInt64Array
  int32: Int32Array
  bool: Uint8Array
  uint8: Uint8Array
}

/** A dense tensor in row-major order. */
export interface Tensor<D extends DataType = DataType> extends TensorType {
  readonly dataType: D
  readonly data: TensorDataOf[D]
}
