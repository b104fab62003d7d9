// ONNX's TensorProto (onnx.proto3), whose numbers lie in rawData or in a field of their own kind. Data
// in other files is refused: this sees one file alone.

import type { Tensor } from '../../../engine/graph/types.ts'
import { ByteReader } from './byte-reader.ts'
import { ELEMENT_BYTES, tensorOfElements } from './element-data.ts'
import type { ElementType } from './element-data.ts'
import { readProtobuf, readVarints } from './protobuf-reader.ts'
import { countElements } from './row-major.ts'
import { damaged, quoted, unsupported } from './weights-file.ts'

const FIELD = {
  dims: 1,
  dataType: 2,
  floatData: 4,
  int32Data: 5,
  int64Data: 7,
  name: 8,
  rawData: 9,
  doubleData: 10,
  uint64Data: 11,
  externalData: 13,
  dataLocation: 14,
} as const
const STRING = 8
const EXTERNAL = 1

/** By TensorProto.DataType, with the field of the numbers when they are not in rawData. */
const ELEMENT_TYPES: ReadonlyMap<number, readonly [ElementType, number]> = new Map([
  [1, ['float32', FIELD.floatData]],
  [2, ['uint8', FIELD.int32Data]],
  [3, ['int8', FIELD.int32Data]],
  [4, ['uint16', FIELD.int32Data]],
  [5, ['int16', FIELD.int32Data]],
  [6, ['int32', FIELD.int32Data]],
  [7, ['int64', FIELD.int64Data]],
  [9, ['bool', FIELD.int32Data]],
  [10, ['float16', FIELD.int32Data]],
  [11, ['float64', FIELD.doubleData]],
  [12, ['uint32', FIELD.uint64Data]],
  [16, ['bfloat16', FIELD.int32Data]],
])

/** `tensor` is null when it holds texts. */
export function readOnnxTensor(
  message: Uint8Array,
  place: string,
): { readonly name: string; readonly tensor: Tensor | null } {
  const nameBytes = fieldBytes(message, FIELD.name, place)
  const name = new ByteReader(nameBytes, place).text(nameBytes.length)
  if (name === '') throw damaged(place, 'an initializer has no name')
  const dataType = fieldNumbers(message, FIELD.dataType, place).at(-1) ?? 0
  if (dataType === STRING) return { name, tensor: null }
  const isExternal = fieldNumbers(message, FIELD.dataLocation, place).at(-1) === EXTERNAL
  if (isExternal || fieldBytes(message, FIELD.externalData, place).length > 0) {
    throw unsupported(
      place,
      `tensor ${quoted(name)} lies in another file; save the model with its weights inside ` +
        '(onnx.save without save_as_external_data)',
    )
  }
  return { name, tensor: readDense(message, name, dataType, place) }
}

function readDense(message: Uint8Array, name: string, dataType: number, place: string): Tensor {
  const known = ELEMENT_TYPES.get(dataType)
  if (known === undefined) {
    throw unsupported(
      place,
      `tensor ${quoted(name)} has ONNX's data type ${dataType}; convert it to float`,
    )
  }
  const [elementType, numbersField] = known
  const shape = fieldNumbers(message, FIELD.dims, place)
  const expected = countElements(shape, name, place) * ELEMENT_BYTES[elementType]
  const raw = fieldBytes(message, FIELD.rawData, place)
  const data = raw.length > 0 ? raw : readNumbers(message, numbersField, elementType, place)
  if (data.length === expected) return tensorOfElements(elementType, shape, data)
  throw damaged(place, `tensor ${quoted(name)} needs ${expected} bytes, but has ${data.length}`)
}

/** Little-endian elements from one of the number fields. */
function readNumbers(
  message: Uint8Array,
  field: number,
  elementType: ElementType,
  place: string,
): Uint8Array {
  const content = fieldBytes(message, field, place)
  if (field === FIELD.floatData || field === FIELD.doubleData) return content
  const size = ELEMENT_BYTES[elementType]
  const count = content.reduce((sum, byte) => sum + (byte < 0x80 ? 1 : 0), 0)
  const elements = Buffer.alloc(count * size)
  let at = 0
  for (const value of readVarints(content, place)) {
    if (size === 8) elements.writeBigUInt64LE(value, at)
    else elements.writeUIntLE(Number(BigInt.asUintN(size * 8, value)), at, size)
    at += size
  }
  return elements
}

/** Negative sizes are huge as unsigned numbers and fail as such. */
function fieldNumbers(message: Uint8Array, field: number, place: string): number[] {
  return Array.from(readVarints(fieldBytes(message, field, place), place), Number)
}

/** All of a field in one piece: repeated numbers may come one by one or packed. */
function fieldBytes(message: Uint8Array, field: number, place: string): Uint8Array {
  const parts: Uint8Array[] = []
  for (const part of readProtobuf(message, place)) {
    if (part.field === field) parts.push(part.content)
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
}
