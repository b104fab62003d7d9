// The central directory of a zip archive (PKWARE's APPNOTE 6.3.10, sections 4.3.12 to 4.3.16): what
// files there are, where and how large. PyTorch always writes the zip64 form as well.

import { ByteReader } from './byte-reader.ts'
import { damaged, quoted, unsupported } from './weights-file.ts'

export interface ZipRecord {
  readonly method: number
  readonly isEncrypted: boolean
  readonly checksum: number
  readonly packedBytes: number
  readonly unpackedBytes: number
  readonly localOffset: number
}

export interface DirectoryPlace {
  readonly offset: number
  readonly byteSize: number
  readonly count: number
}

const END_SIGNATURE = 0x06054b50
const END_BYTES = 22
const LONGEST_COMMENT = 0xffff
const LOCATOR_SIGNATURE = 0x07064b50
const LOCATOR_BYTES = 20
const END64_SIGNATURE = 0x06064b50
const RECORD_SIGNATURE = 0x02014b50
const EXTRA_ZIP64 = 1
/** All that follows the directory: the records of its end, with what future versions may put between, and a comment. */
export const LONGEST_END = 2 ** 17
/** Says that the value is in the zip64 part. */
const ELSEWHERE = 0xffffffff

export function readZipDirectory(bytes: Uint8Array, place: string): ReadonlyMap<string, ZipRecord> {
  const found = findZipDirectory(bytes, place)
  const directory = new ByteReader(bytes, place, found.offset).take(found.byteSize)
  return readZipRecords(directory, found.count, place)
}

/** `tail`: the archive from its byte `tailAt` on, with `LONGEST_END` bytes or all of it. */
export function findZipDirectory(tail: Uint8Array, place: string, tailAt = 0): DirectoryPlace {
  const end = findEnd(tail, place)
  const reader = new ByteReader(tail, place, end + 4)
  const isOneDisk = reader.uint16() === 0 && reader.uint16() === 0
  reader.take(2)
  const directory = {
    count: reader.uint16(),
    byteSize: reader.uint32(),
    offset: reader.uint32(),
  }
  if (!isOneDisk) throw unsupported(place, 'the archive is split; join its parts')
  const isZip64 =
    directory.count === 0xffff || directory.byteSize === ELSEWHERE || directory.offset === ELSEWHERE
  return isZip64 ? findDirectory64(tail, { end, tailAt, place }) : directory
}

export function readZipRecords(
  directory: Uint8Array,
  count: number,
  place: string,
): ReadonlyMap<string, ZipRecord> {
  const reader = new ByteReader(directory, `${place}: the zip directory`)
  const records = new Map<string, ZipRecord>()
  while (reader.left > 0) {
    const [name, record] = readRecord(reader, place)
    if (records.has(name)) throw damaged(place, `the archive has ${quoted(name)} twice`)
    records.set(name, record)
  }
  if (records.size === count) return records
  throw damaged(place, `the archive should have ${count} files, but lists ${records.size}`)
}

/** The end record is the last thing but a comment whose length it tells. */
function findEnd(bytes: Uint8Array, place: string): number {
  const last = bytes.length - END_BYTES
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (bytes[at] !== 0x50 || bytes[at + 1] !== 0x4b) continue
    const isEnd = new ByteReader(bytes, place, at).uint32() === END_SIGNATURE
    if (isEnd && new ByteReader(bytes, place, at + 20).uint16() === last - at) return at
  }
  throw damaged(place, 'the end of the zip archive is missing')
}

interface End {
  readonly end: number
  readonly tailAt: number
  readonly place: string
}

function findDirectory64(tail: Uint8Array, { end, tailAt, place }: End): DirectoryPlace {
  const locator = new ByteReader(tail, place, Math.max(0, end - LOCATOR_BYTES))
  if (locator.uint32() !== LOCATOR_SIGNATURE) {
    throw damaged(place, 'the zip64 part of the archive is missing')
  }
  locator.take(4)
  const at = locator.uint64() - tailAt
  const reader = at < 0 ? null : new ByteReader(tail, place, at)
  if (reader?.uint32() !== END64_SIGNATURE) {
    throw damaged(place, 'the zip64 part of the archive is not where it should be')
  }
  reader.take(28)
  return { count: reader.uint64(), byteSize: reader.uint64(), offset: reader.uint64() }
}

function readRecord(reader: ByteReader, place: string): [string, ZipRecord] {
  if (reader.uint32() !== RECORD_SIGNATURE) {
    throw damaged(place, `the zip directory breaks at its byte ${reader.at - 4}`)
  }
  reader.take(4)
  const flags = reader.uint16()
  const method = reader.uint16()
  reader.take(4)
  const checksum = reader.uint32()
  const packed = reader.uint32()
  const unpacked = reader.uint32()
  const [nameBytes, extraBytes, commentBytes] = [reader.uint16(), reader.uint16(), reader.uint16()]
  reader.take(8)
  const offset = reader.uint32()
  const name = reader.text(nameBytes)
  const zip64 = findZip64(reader.take(extraBytes), `${place}: the zip record of ${quoted(name)}`)
  reader.take(commentBytes)
  // In this order, and only those that are elsewhere (APPNOTE 4.5.3).
  const size = (value: number): number => (value === ELSEWHERE && zip64 ? zip64.uint64() : value)
  const unpackedBytes = size(unpacked)
  const packedBytes = size(packed)
  const localOffset = size(offset)
  const isEncrypted = (flags & 1) !== 0
  return [name, { method, isEncrypted, checksum, packedBytes, unpackedBytes, localOffset }]
}

function findZip64(bytes: Uint8Array, place: string): ByteReader | null {
  const extra = new ByteReader(bytes, place)
  while (extra.left >= 4) {
    const id = extra.uint16()
    const content = extra.take(extra.uint16())
    if (id === EXTRA_ZIP64) return new ByteReader(content, place)
  }
  return null
}
