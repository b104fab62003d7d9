// The safetensors file format: 8 bytes header length, a JSON header, then the bytes of all tensors.
// Used for weights and checkpoints. Reads nothing but the given bytes and trusts none of them.

import { StudioError, invariant } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import { elementCount } from '../graph/shape.ts'
import type { DataType, Shape, Tensor } from '../graph/types.ts'
import { parseHeader } from './safetensors-header.ts'
import type { HeaderEntry } from './safetensors-header.ts'
import { encodeUtf8 } from '../../core/bytes/utf8.ts'

export interface SafetensorsFile {
  /** In the order of the file. */
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly metadata: Readonly<Record<string, string>>
}

const LENGTH_BYTES = 8
const FORMAT_NAMES: Readonly<Record<DataType, string>> = {
  float32: 'F32',
  int64: 'I64',
  int32: 'I32',
  bool: 'BOOL',
  uint8: 'U8',
}

/** Equal tensors in equal order give equal bytes. The data begins at a multiple of 8. */
export function encodeSafetensors({ tensors, metadata }: SafetensorsFile): Uint8Array {
  const header: Record<string, unknown> = {}
  if (Object.keys(metadata).length > 0) header['__metadata__'] = metadata
  let offset = 0
  for (const [name, { dataType, shape, data }] of tensors) {
    invariant(name !== '__metadata__', 'safetensors: no tensor can be named __metadata__')
    header[name] = {
      dtype: FORMAT_NAMES[dataType],
      shape,
      data_offsets: [offset, offset + data.byteLength],
    }
    offset += data.byteLength
  }
  const json = encodeUtf8(JSON.stringify(header))
  const headerLength = Math.ceil(json.length / LENGTH_BYTES) * LENGTH_BYTES
  const file = new Uint8Array(LENGTH_BYTES + headerLength + offset)
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true)
  file.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength)
  file.set(json, LENGTH_BYTES)
  let position = LENGTH_BYTES + headerLength
  for (const { data } of tensors.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position)
    position += data.byteLength
  }
  return file
}

/**
 * Copies every tensor out of the file.
 * @param place names the file in messages.
 * @throws StudioError `corrupt` when the file is cut, overlong or breaks the format; `unsupported`
 * for a data type the engine has not.
 */
export function decodeSafetensors(file: Uint8Array, place: string): SafetensorsFile {
  if (file.length < LENGTH_BYTES) {
    throw corrupt(place, said`${file.length} bytes are too few for a safetensors file`)
  }
  const length = new DataView(file.buffer, file.byteOffset).getBigUint64(0, true)
  const available = file.length - LENGTH_BYTES
  if (length > BigInt(available)) {
    throw corrupt(
      place,
      said`the header should have ${String(length)} bytes, but only ${available} follow`,
    )
  }
  const dataStart = LENGTH_BYTES + Number(length)
  const { entries, metadata } = parseHeader(file.subarray(LENGTH_BYTES, dataStart), place)
  const data = file.subarray(dataStart)
  requireGapless(entries, data.length, place)
  const tensors = new Map<string, Tensor>()
  for (const entry of entries) {
    // Not `data.slice`: on a Node Buffer that is a view of the whole file.
    const bytes = new Uint8Array(entry.end - entry.begin)
    bytes.set(data.subarray(entry.begin, entry.end))
    tensors.set(entry.name, tensorOfBytes(entry.dataType, entry.shape, bytes.buffer))
  }
  return { tensors, metadata }
}

function requireGapless(entries: readonly HeaderEntry[], byteCount: number, place: string): void {
  let expected = 0
  for (const { name, begin, end } of entries.toSorted(
    (a, b) => a.begin - b.begin || a.end - b.end,
  )) {
    if (begin !== expected) {
      throw corrupt(
        place,
        said`tensor ${name} begins at byte ${begin} where ${expected} was expected`,
      )
    }
    expected = end
  }
  if (expected !== byteCount) {
    throw corrupt(
      place,
      said`the header describes ${expected} bytes of data, but there are ${byteCount}`,
    )
  }
}

function tensorOfBytes(dataType: DataType, shape: Shape, buffer: ArrayBuffer): Tensor {
  const length = elementCount(shape)
  switch (dataType) {
    case 'float32':
      return { dataType, shape, data: new Float32Array(buffer, 0, length) }
    case 'int64':
      return { dataType, shape, data: new BigInt64Array(buffer, 0, length) }
    case 'int32':
      return { dataType, shape, data: new Int32Array(buffer, 0, length) }
    case 'bool':
    case 'uint8':
      return { dataType, shape, data: new Uint8Array(buffer, 0, length) }
  }
}

function corrupt(place: string, problem: Said): StudioError {
  return new StudioError('corrupt', said`${place}: ${problem}; copy or download the file again`)
}
