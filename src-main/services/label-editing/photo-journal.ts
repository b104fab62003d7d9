// The journal file of one photo as the studio keeps it: opened beside the mask, appended to, marked at every
// save. What cannot be used is put aside whole, never applied and never thrown away.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { compactRecords } from '../../core/journal/compact.ts'
import { JOURNAL_SIGNATURE, encodeRecords, readJournal } from '../../core/journal/journal-bytes.ts'
import type { ReadRecords } from '../../core/journal/journal-bytes.ts'
import { isMove } from '../../core/journal/records.ts'
import type { JournalRecord, JournalSnapshot } from '../../core/journal/records.ts'
import { rebuiltSize, replayJournal } from '../../core/journal/replay.ts'
import type { ReplayedJournal } from '../../core/journal/replay.ts'
import type { ImageSize } from '../ports/label-files.ts'
import type { JournalKey, JournalStore } from '../ports/journals.ts'

/** What the mask file holds. */
export interface JournalBase extends Pick<JournalSnapshot, 'width' | 'height'> {
  readonly revision: string | null
  /** Worked out when asked for: most photos are only looked at, and the next one is waited for. */
  planes(): Pick<JournalSnapshot, 'labels' | 'provenance'>
}

/** What is known of the file; nothing else writes to it while the photo is open. */
export interface PhotoJournal {
  readonly moves: number
  /** 0 while there is no file. */
  readonly byteCount: number
  readonly base: JournalBase
}

export interface FoundJournal {
  readonly journal: PhotoJournal
  /** The readable bytes, for the page to replay; null when there are none. */
  readonly bytes: Uint8Array | null
}

/** Compacting pays when this many bytes and more than half of the file, or steps that were joined, are of no use any more. */
const DEAD_BYTES = 1024 * 1024

/** Reads a journal without changing anything: for those who only look. */
export async function readPhotoJournal(
  store: JournalStore,
  mask: JournalKey,
  base: Omit<JournalBase, 'planes'>,
): Promise<Uint8Array | null> {
  const bytes = await store.read(mask)
  if (bytes === null) return null
  const read = readJournal(bytes)
  return replayOn(read, base) === null ? null : bytes.slice(0, read.byteCount)
}

/** Null also for moves on a photo that was replaced by one of another size before they were saved. */
function replayOn(read: ReadRecords, base: Omit<JournalBase, 'planes'>): ReplayedJournal | null {
  const isOther = rebuiltSize(read.records) !== null && !isOfSize(read, base)
  return isOther ? null : replayJournal(read.records, base.revision)
}

/** Opens the journal for appending. One that does not fit is put aside with a note. Error: io. */
export async function openPhotoJournal(
  store: JournalStore,
  mask: JournalKey,
  base: JournalBase,
): Promise<FoundJournal> {
  const none = { journal: { moves: 0, byteCount: 0, base }, bytes: null }
  const bytes = await store.read(mask)
  if (bytes === null) return none
  const read = readJournal(bytes)
  const replayed = replayOn(read, base)
  if (replayed === null) {
    if (!isNeverBegun(read)) await putAside(store, mask, read, isOfSize(read, base))
    await store.remove(mask)
    return none
  }
  const isDamaged = read.state === 'damaged'
  if (isDamaged) await putAside(store, mask, read, false)
  const compacted = compactedBytes(read, replayed, base)
  const usable = compacted?.bytes ?? bytes.slice(0, read.byteCount)
  if (compacted !== null || isDamaged) await store.replace(mask, usable)
  const moves = compacted?.moves ?? replayed.moves
  return { journal: { moves, byteCount: usable.length, base }, bytes: usable }
}

/** The first write was cut off: no move of it had been acknowledged, and none can be read. */
function isNeverBegun({ state, records }: ReadRecords): boolean {
  return state !== 'damaged' && !records.some(isMove)
}

async function putAside(
  store: JournalStore,
  mask: JournalKey,
  { records }: ReadRecords,
  canReturn: boolean,
): Promise<void> {
  await store.keepAside(mask, { moves: records.filter(isMove).length, canReturn })
}

function isOfSize({ records }: ReadRecords, { width, height }: ImageSize): boolean {
  const size = rebuiltSize(records)
  return size?.width === width && size.height === height
}

function compactedBytes(
  read: ReadRecords,
  replayed: ReplayedJournal,
  base: JournalBase,
): { readonly bytes: Uint8Array; readonly moves: number } | null {
  const deadBytes = read.byteCount - replayed.history.bytes
  const isJoined = replayed.history.steps.some(({ count }) => count > 1)
  const least = isJoined ? DEAD_BYTES : Math.max(DEAD_BYTES, read.byteCount / 2)
  if (replayed.unsaved.length > 0 || deadBytes < least) return null
  const records = compactRecords(replayed, mapOf(base), base.revision)
  const moves = records.filter(isMove).length
  return { bytes: withSignature(encodeRecords(records)), moves }
}

/** Appends moves or marks; the first ones begin the file. Errors: conflict, io. */
export async function appendToJournal(
  store: JournalStore,
  mask: JournalKey,
  journal: PhotoJournal,
  records: { readonly bytes: Uint8Array; readonly moves: number },
): Promise<PhotoJournal> {
  const { byteCount, base } = journal
  const bytes = byteCount > 0 ? records.bytes : joined(startOf(base), records.bytes)
  await store.append(mask, byteCount, bytes)
  return { base, byteCount: byteCount + bytes.length, moves: journal.moves + records.moves }
}

/**
 * How many of the sent moves the file has already, when an answer was lost on its way. Error: conflict when the
 * file has other ones.
 */
export async function countKnownMoves(
  store: JournalStore,
  mask: JournalKey,
  sent: { readonly from: number; readonly bytes: Uint8Array; readonly ends: readonly number[] },
): Promise<number> {
  const file = (await store.read(mask)) ?? new Uint8Array()
  const read = readJournal(file)
  const known = read.records.flatMap((record, at) =>
    isMove(record)
      ? [file.subarray(read.ends[at - 1] ?? JOURNAL_SIGNATURE.length, read.ends[at])]
      : [],
  )
  const repeated = known.slice(sent.from)
  const isSame = repeated.every((bytes, at) =>
    sameBytes(bytes, sent.bytes.subarray(sent.ends[at - 1] ?? 0, sent.ends[at] ?? 0)),
  )
  if (isSame && repeated.length <= sent.ends.length) return repeated.length
  throw new StudioError(
    'conflict',
    said`${mask.user}/${mask.name}: it was painted elsewhere since it was opened here; open it again`,
  )
}

function startOf(base: JournalBase): Uint8Array {
  const records: JournalRecord[] = [
    { kind: 'snapshot', moves: 0, ...mapOf(base) },
    { kind: 'mark', moves: 0, revision: base.revision, isStored: true },
  ]
  return withSignature(encodeRecords(records))
}

function mapOf({ width, height, planes }: JournalBase): Omit<JournalSnapshot, 'kind' | 'moves'> {
  return { width, height, ...planes() }
}

function withSignature(records: Uint8Array): Uint8Array {
  return joined(JOURNAL_SIGNATURE, records)
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length)
  bytes.set(first)
  bytes.set(second, first.length)
  return bytes
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
