// The protobuf wire format: fields of one message, front to back. Pieces are views of the bytes;
// messages are opened by the caller, one level at a time, so nothing recurses.

import { ByteReader } from './byte-reader.ts'
import { damaged } from './weights-file.ts'

export interface ProtobufField {
  readonly field: number
  /** `bytes` is a message, a text or packed numbers; `fixed` one number of four or eight bytes. */
  readonly kind: 'varint' | 'bytes' | 'fixed'
  /** As in the file, without the length: of a varint the one to ten bytes that encode it. */
  readonly content: Uint8Array
}

const VARINT = 0
const FIXED64 = 1
const LENGTH_DELIMITED = 2
const FIXED32 = 5
const LARGEST_TAG = 0xffffffffn

export function* readProtobuf(message: Uint8Array, place: string): Generator<ProtobufField> {
  const reader = new ByteReader(message, place)
  while (reader.left > 0) {
    const at = reader.at
    const tag = readVarint(reader, place)
    if (tag < 8n || tag > LARGEST_TAG) throw damaged(place, `no protobuf field at byte ${at}`)
    const field = Number(tag >> 3n)
    const wireType = Number(tag & 7n)
    if (wireType === VARINT) {
      const start = reader.at
      readVarint(reader, place)
      yield { field, kind: 'varint', content: message.subarray(start, reader.at) }
    } else if (wireType === LENGTH_DELIMITED) {
      yield { field, kind: 'bytes', content: reader.take(Number(readVarint(reader, place))) }
    } else if (wireType === FIXED64 || wireType === FIXED32) {
      yield { field, kind: 'fixed', content: reader.take(wireType === FIXED64 ? 8 : 4) }
    } else throw damaged(place, `protobuf wire type ${wireType} at byte ${at} is unknown`)
  }
}

/** The numbers of a varint field, packed or not. */
export function* readVarints(content: Uint8Array, place: string): Generator<bigint> {
  const reader = new ByteReader(content, place)
  while (reader.left > 0) yield readVarint(reader, place)
}

/** Seven bits a byte, the lowest first; 64 bits at most. */
function readVarint(reader: ByteReader, place: string): bigint {
  let value = 0n
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = reader.uint8()
    value |= BigInt(byte & 0x7f) << shift
    if (byte < 0x80) return BigInt.asUintN(64, value)
  }
  throw damaged(place, `the number before byte ${reader.at} has no end`)
}
