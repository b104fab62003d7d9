// Reads zip archives, zip64 included, by their central directory. Every size is checked against the
// archive before anything is unpacked, so that no small file can fill the memory.

import { crc32 } from 'node:zlib'
import { inflateSync } from 'fflate'
import { ByteReader } from './byte-reader.ts'
import { readZipDirectory } from './zip-directory.ts'
import type { ZipRecord } from './zip-directory.ts'
import { damaged, quoted, unsupported } from './weights-file.ts'

export interface ZipArchive {
  readonly names: readonly string[]
  /** Of all files, unpacked. */
  readonly byteSize: number
  has(name: string): boolean
  /** Stored files are views of the archive. Errors: corrupt, also when `name` is missing. */
  read(name: string): Uint8Array
}

const STORED = 0
const DEFLATED = 8
const LOCAL_SIGNATURE = 0x04034b50
/** A deflate stream cannot grow more: 258 bytes from two bits. */
const MAXIMUM_GROWTH = 1032
/** What an archive may unpack to in all: weights hardly shrink, only zeros do. */
const ALWAYS_ALLOWED_BYTES = 64 * 2 ** 20
const ALLOWED_GROWTH = 100

export function openZip(bytes: Uint8Array, place: string): ZipArchive {
  const records = readZipDirectory(bytes, place)
  const byteSize = checkZipSizes(records, bytes.length, place)
  return {
    names: [...records.keys()],
    byteSize,
    has: (name) => records.has(name),
    read(name) {
      const record = records.get(name)
      if (record === undefined) throw damaged(place, `the archive has no ${quoted(name)}`)
      return readZipRecord(bytes, record, `${place}: ${name}`)
    },
  }
}

/** Refuses overlapping files and sizes that only a zip bomb has; returns the bytes of all files. */
export function checkZipSizes(
  records: ReadonlyMap<string, ZipRecord>,
  archiveBytes: number,
  place: string,
): number {
  let packed = 0
  let unpacked = 0
  for (const [name, { packedBytes, unpackedBytes, method }] of records) {
    packed += packedBytes
    unpacked += unpackedBytes
    const most = method === STORED ? packedBytes : packedBytes * MAXIMUM_GROWTH
    if (unpackedBytes > most) {
      throw damaged(place, `${quoted(name)} cannot unpack to ${unpackedBytes} bytes`)
    }
  }
  if (packed > archiveBytes) throw damaged(place, 'the files of the archive overlap')
  const limit = Math.max(ALWAYS_ALLOWED_BYTES, archiveBytes * ALLOWED_GROWTH)
  if (unpacked <= limit) return unpacked
  throw unsupported(
    place,
    `${archiveBytes} bytes would unpack to ${unpacked}, at most ${limit} are allowed; ` +
      'pack it again without compression',
  )
}

/** `archive`: from its byte `archiveAt` on, with all of the file. */
export function readZipRecord(
  archive: Uint8Array,
  record: ZipRecord,
  place: string,
  archiveAt = 0,
): Uint8Array {
  if (record.isEncrypted) throw unsupported(place, 'it is encrypted; save it without a password')
  const reader = new ByteReader(archive, place, record.localOffset - archiveAt)
  if (reader.uint32() !== LOCAL_SIGNATURE) {
    throw damaged(place, `no file begins at byte ${record.localOffset}`)
  }
  reader.take(22)
  const nameBytes = reader.uint16()
  const extraBytes = reader.uint16()
  reader.take(nameBytes + extraBytes)
  const content = unpack(reader.take(record.packedBytes), record, place)
  if (content.length !== record.unpackedBytes || crc32(content) !== record.checksum) {
    throw damaged(place, 'its content differs from its checksum')
  }
  return content
}

function unpack(packed: Uint8Array, record: ZipRecord, place: string): Uint8Array {
  if (record.method === STORED) return packed
  if (record.method !== DEFLATED) {
    throw unsupported(
      place,
      `it is packed by method ${record.method}; save it with deflate or without compression`,
    )
  }
  try {
    return inflateSync(packed, { out: new Uint8Array(record.unpackedBytes) })
  } catch (cause) {
    throw damaged(place, 'it cannot be unpacked', cause)
  }
}
