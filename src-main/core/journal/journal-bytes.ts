// A journal as bytes: a signature, then records, each sealed by its length and CRC-32. Whatever is cut off or
// damaged, reading gives the records before it and nothing else.

import { StudioError } from '../errors.ts'
import { said } from '../said.ts'
import { createByteReader, createByteWriter } from '../bytes/byte-stream.ts'
import { crc32 } from './crc32.ts'
import { readPatch, writePatch } from './patch-bytes.ts'
import type { JournalRecord } from './records.ts'

/** "PSSJ", the line ends that a text transfer would change, and the version. */
export const JOURNAL_SIGNATURE = Uint8Array.of(0x50, 0x53, 0x53, 0x4a, 0x0d, 0x0a, 0x1a, 1)

const SEAL_BYTES = 8

const KINDS = ['snapshot', 'mark', 'step', 'undo', 'redo'] as const

export interface ReadRecords {
  readonly records: readonly JournalRecord[]
  /** Where each record ends, in bytes. */
  readonly ends: readonly number[]
  /** Bytes up to the end of the last whole record; 0 when the signature is missing. */
  readonly byteCount: number
  /**
   * `torn`: the last record is incomplete, as a crash leaves it. `damaged`: there is more behind a record
   * that cannot be read, or the bytes are no journal of this version.
   */
  readonly state: 'whole' | 'torn' | 'damaged'
}

/** Reads a journal file. Never throws: what cannot be read is told by `state`. */
export function readJournal(bytes: Uint8Array): ReadRecords {
  const start = JOURNAL_SIGNATURE.length
  const isOurs = JOURNAL_SIGNATURE.every((byte, at) => at >= bytes.length || bytes[at] === byte)
  if (bytes.length >= start && isOurs) return readRecords(bytes, start)
  return { records: [], ends: [], byteCount: 0, state: isOurs ? 'torn' : 'damaged' }
}

/** Reads sealed records from byte `start` on, without a signature before them. */
export function readRecords(bytes: Uint8Array, start = 0): ReadRecords {
  const records: JournalRecord[] = []
  const ends: number[] = []
  let at = start
  while (at < bytes.length) {
    const end = endOfRecord(bytes, at)
    const record = end > bytes.length ? null : openRecord(bytes.subarray(at, end))
    if (record === null) break
    records.push(record)
    ends.push(end)
    at = end
  }
  return { records, ends, byteCount: at, state: stateOf(bytes, at) }
}

/** A write that was cut off ends the file early, or, after a loss of power, in zeros. */
function stateOf(bytes: Uint8Array, readTo: number): ReadRecords['state'] {
  if (readTo === bytes.length) return 'whole'
  const isCutOff = endOfRecord(bytes, readTo) >= bytes.length
  return isCutOff || bytes.subarray(readTo).every((byte) => byte === 0) ? 'torn' : 'damaged'
}

export function encodeRecords(records: readonly JournalRecord[]): Uint8Array {
  const sealed = records.map((record) => seal(encodeRecord(record)))
  const bytes = new Uint8Array(sealed.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of sealed) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** Bytes past the end when even the seal is incomplete. */
function endOfRecord(bytes: Uint8Array, at: number): number {
  if (at + SEAL_BYTES > bytes.length) return bytes.length + 1
  return at + SEAL_BYTES + viewOf(bytes).getUint32(at, true)
}

function seal(content: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(SEAL_BYTES + content.length)
  const view = viewOf(sealed)
  view.setUint32(0, content.length, true)
  view.setUint32(4, crc32(sealed.subarray(0, 4), content), true)
  sealed.set(content, SEAL_BYTES)
  return sealed
}

/** Null when the seal is broken or the content is not what this version writes. */
function openRecord(sealed: Uint8Array): JournalRecord | null {
  const content = sealed.subarray(SEAL_BYTES)
  if (viewOf(sealed).getUint32(4, true) !== crc32(sealed.subarray(0, 4), content)) return null
  try {
    return decodeRecord(content)
  } catch (error) {
    if (error instanceof StudioError) return null
    throw error
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function encodeRecord(record: JournalRecord): Uint8Array {
  const writer = createByteWriter()
  writer.number(KINDS.indexOf(record.kind))
  if (record.kind === 'snapshot') {
    writer.number(record.moves)
    writer.number(record.width)
    writer.number(record.height)
    writer.bytes(record.labels)
    writer.bytes(record.provenance)
  } else if (record.kind === 'mark') {
    writer.number(record.moves)
    writer.number(record.isStored ? 1 : 0)
    writer.text(record.revision ?? '')
  } else if (record.kind === 'step') {
    writer.text(record.name)
    writePatch(writer, record.patch)
  }
  return writer.finish()
}

function decodeRecord(content: Uint8Array): JournalRecord {
  const reader = createByteReader(content, said`journal record`)
  const record = readContent(KINDS[reader.number()], reader)
  if (!reader.isAtEnd()) throw new StudioError('corrupt', said`journal record: it is too long`)
  return record
}

function readContent(
  kind: (typeof KINDS)[number] | undefined,
  reader: ReturnType<typeof createByteReader>,
): JournalRecord {
  switch (kind) {
    case 'snapshot': {
      const [moves, width, height] = [reader.number(), reader.number(), reader.number()]
      return { kind, moves, width, height, labels: reader.bytes(), provenance: reader.bytes() }
    }
    case 'mark': {
      const [moves, isStored] = [reader.number(), reader.number() === 1]
      return { kind, moves, isStored, revision: reader.text() || null }
    }
    case 'step':
      return { kind, name: reader.text(), patch: readPatch(reader) }
    case 'undo':
    case 'redo':
      return { kind }
    case undefined:
      throw new StudioError('unsupported', said`journal record: its kind is unknown`)
  }
}
