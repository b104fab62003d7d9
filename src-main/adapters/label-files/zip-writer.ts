// Writes a zip archive of files as they are, one after the other, so that no more than one is held (PKWARE's APPNOTE
// 6.3.10, sections 4.3.7 to 4.3.16). What only its zip64 form can say is said in it; any other archive is a plain one.

import { crc32 } from 'node:zlib'
import { invariant } from '../../core/errors.ts'

export interface StoredFile {
  /** Parts with forward slashes; each name once. */
  readonly name: string
  readonly bytes: Uint8Array
}

const LOCAL_SIGNATURE = 0x04034b50
const RECORD_SIGNATURE = 0x02014b50
const END64_SIGNATURE = 0x06064b50
const LOCATOR_SIGNATURE = 0x07064b50
const END_SIGNATURE = 0x06054b50
const PLAIN_VERSION = 20
const ZIP64_VERSION = 45
const NAME_IS_UTF8 = 0x0800
/** 1 January 1980: a fixed time keeps the archive the same for the same files. */
const TIME = 0x0021_0000
const EXTRA_ZIP64 = 1
/** Bytes that follow the field that counts them. */
const END64_BYTES = 44
/** The largest value of a field says that the value is in the zip64 part. */
const ELSEWHERE = 0xffff_ffff
const COUNT_ELSEWHERE = 0xffff

/** Each file is asked for when the bytes of those before it have been taken. */
export async function* zipParts(
  files: AsyncIterable<StoredFile>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const records: Uint8Array[] = []
  let offset = 0
  for await (const { name, bytes } of files) {
    const entry = entryOf(name, bytes)
    const header = localHeader(entry, offset)
    records.push(directoryRecord(entry, offset))
    offset += header.length + bytes.length
    yield header
    yield bytes
  }
  yield* records
  const byteSize = records.reduce((sum, { length }) => sum + length, 0)
  yield directoryEnd({ count: records.length, byteSize, offset })
}

interface Entry {
  readonly name: Uint8Array
  readonly flags: number
  readonly checksum: number
  readonly byteSize: number
}

function entryOf(name: string, bytes: Uint8Array): Entry {
  invariant(bytes.length < ELSEWHERE, `${name}: a file that is held is smaller than 4 GiB`)
  const utf8 = Buffer.from(name)
  const flags = utf8.length === name.length ? 0 : NAME_IS_UTF8
  return { name: utf8, flags, checksum: crc32(bytes), byteSize: bytes.length }
}

/** Beyond 4 GiB with a zip64 part as its record has: unzip reads names of both in the same way then. */
function localHeader(entry: Entry, offset: number): Uint8Array {
  const { byteSize } = entry
  const extra = isFar(offset) ? zip64Extra(byteSize, byteSize) : fields()
  const packedSize = isFar(offset) ? ELSEWHERE : byteSize
  const head = fields([4, LOCAL_SIGNATURE], ...describe(entry, packedSize, extra))
  return Buffer.concat([head, entry.name, extra])
}

function directoryRecord(entry: Entry, offset: number): Uint8Array {
  const extra = isFar(offset) ? zip64Extra(offset) : fields()
  const head = fields(
    [4, RECORD_SIGNATURE],
    [2, PLAIN_VERSION],
    ...describe(entry, entry.byteSize, extra),
    // No comment, the first disk, no attributes.
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, Math.min(offset, ELSEWHERE)],
  )
  return Buffer.concat([head, entry.name, extra])
}

function isFar(offset: number): boolean {
  return offset >= ELSEWHERE
}

function zip64Extra(...values: readonly number[]): Uint8Array {
  const content = values.map((value): Field => [8, value])
  return fields([2, EXTRA_ZIP64], [2, 8 * values.length], ...content)
}

/** What the header of a file and its record in the directory have in common. */
function describe({ name, flags, checksum }: Entry, byteSize: number, extra: Uint8Array): Field[] {
  return [
    [2, extra.length > 0 ? ZIP64_VERSION : PLAIN_VERSION],
    [2, flags],
    // Stored as it is.
    [2, 0],
    [4, TIME],
    [4, checksum],
    [4, byteSize],
    [4, byteSize],
    [2, name.length],
    [2, extra.length],
  ]
}

interface Directory {
  readonly count: number
  readonly byteSize: number
  readonly offset: number
}

function directoryEnd(directory: Directory): Uint8Array {
  const { count, byteSize, offset } = directory
  const isPlain = count < COUNT_ELSEWHERE && byteSize < ELSEWHERE && offset < ELSEWHERE
  const end = fields(
    [4, END_SIGNATURE],
    [4, 0],
    [2, Math.min(count, COUNT_ELSEWHERE)],
    [2, Math.min(count, COUNT_ELSEWHERE)],
    [4, Math.min(byteSize, ELSEWHERE)],
    [4, Math.min(offset, ELSEWHERE)],
    [2, 0],
  )
  return isPlain ? end : Buffer.concat([directoryEnd64(directory), end])
}

function directoryEnd64({ count, byteSize, offset }: Directory): Uint8Array {
  return fields(
    [4, END64_SIGNATURE],
    [8, END64_BYTES],
    [2, ZIP64_VERSION],
    [2, ZIP64_VERSION],
    [8, 0],
    [8, count],
    [8, count],
    [8, byteSize],
    [8, offset],
    [4, LOCATOR_SIGNATURE],
    [4, 0],
    [8, offset + byteSize],
    // One disk in all.
    [4, 1],
  )
}

type Field = readonly [byteCount: 2 | 4 | 8, value: number]

function fields(...values: readonly Field[]): Uint8Array {
  const bytes = Buffer.alloc(values.reduce((sum, [byteCount]) => sum + byteCount, 0))
  let at = 0
  for (const [byteCount, value] of values) {
    if (byteCount === 8) bytes.writeBigUInt64LE(BigInt(value), at)
    else bytes.writeUIntLE(value, at, byteCount)
    at += byteCount
  }
  return bytes
}
