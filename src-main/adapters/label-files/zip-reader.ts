// Reads a zip archive piece by piece: one with photos in it fits no memory.

import { damaged, quoted, unsupported } from '../weights/formats/weights-file.ts'
import { checkZipSizes, readZipRecord } from '../weights/formats/zip.ts'
import { LONGEST_END, findZipDirectory, readZipRecords } from '../weights/formats/zip-directory.ts'
import type { ZipRecord } from '../weights/formats/zip-directory.ts'
import { requireHoldable } from './require-holdable.ts'

export interface ArchiveBytes {
  readonly byteSize: number
  /** Fewer only where the archive ends. */
  read(at: number, length: number): Promise<Uint8Array>
}

export interface ZipReader {
  readonly names: readonly string[]
  /** Errors: corrupt, also when `name` is missing; unsupported (too large to be held), io. */
  read(name: string): Promise<Uint8Array>
}

/** Of a directory that lists some hundred thousand files. */
const LARGEST_DIRECTORY_BYTES = 2 ** 26
/** What stands before a file, with the longest name and the longest extra field. */
const LONGEST_HEADER_BYTES = 30 + 2 * 0xffff

/** Errors: corrupt, unsupported, io. */
export async function openZipReader(archive: ArchiveBytes, place: string): Promise<ZipReader> {
  const records = await readRecords(archive, place)
  checkZipSizes(records, archive.byteSize, place)
  return {
    names: [...records.keys()],
    async read(name) {
      const record = records.get(name)
      if (record === undefined) throw damaged(place, `the archive has no ${quoted(name)}`)
      const { localOffset, packedBytes, unpackedBytes } = record
      requireHoldable(Math.max(packedBytes, unpackedBytes), `${place}: ${name}`)
      const piece = await readUpTo(archive, localOffset, LONGEST_HEADER_BYTES + packedBytes)
      return readZipRecord(piece, record, `${place}: ${name}`, localOffset)
    },
  }
}

async function readRecords(
  archive: ArchiveBytes,
  place: string,
): Promise<ReadonlyMap<string, ZipRecord>> {
  const tailAt = Math.max(0, archive.byteSize - LONGEST_END)
  const tail = await readUpTo(archive, tailAt, LONGEST_END)
  const { offset, byteSize, count } = findZipDirectory(tail, place, tailAt)
  if (offset + byteSize > archive.byteSize) {
    throw damaged(place, `${byteSize} bytes of directory do not follow at byte ${offset}`)
  }
  if (byteSize > LARGEST_DIRECTORY_BYTES) {
    throw unsupported(place, 'it has too many files; pack the labels alone')
  }
  return readZipRecords(await archive.read(offset, byteSize), count, place)
}

function readUpTo(archive: ArchiveBytes, at: number, length: number): Promise<Uint8Array> {
  return archive.read(at, Math.max(0, Math.min(length, archive.byteSize - at)))
}
