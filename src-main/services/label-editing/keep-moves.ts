// What comes in from a page is checked, then appended: moves as they are made, and a mark around every save.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { encodeRecords, readRecords } from '../../core/journal/journal-bytes.ts'
import { isMove } from '../../core/journal/records.ts'
import { checkPatch } from '../../core/patches/patch.ts'
import type { JournalKey, JournalStore } from '../ports/journals.ts'
import { appendToJournal, countKnownMoves } from './photo-journal.ts'
import type { JournalBase, PhotoJournal } from './photo-journal.ts'

export interface SentMoves {
  /** How many moves come before these. */
  readonly from: number
  readonly bytes: Uint8Array
}

/** Errors: corrupt, invalidInput, conflict, io. */
export async function keepMoves(
  store: JournalStore,
  mask: JournalKey,
  journal: PhotoJournal,
  { from, bytes }: SentMoves,
): Promise<PhotoJournal> {
  const { records, ends, state } = readRecords(bytes)
  if (state !== 'whole') throw unreadable(mask)
  for (const record of records) {
    if (!isMove(record)) throw notAMove(mask, record.kind)
    if (record.kind === 'step') checkPatch(record.patch, journal.base)
  }
  if (from > journal.moves) throw missingMoves(mask, journal.moves, from)
  const known =
    from === journal.moves ? 0 : await countKnownMoves(store, mask, { from, bytes, ends })
  const fresh = { bytes: bytes.subarray(ends[known - 1] ?? 0), moves: records.length - known }
  return fresh.moves === 0 ? journal : appendToJournal(store, mask, journal, fresh)
}

export interface SaveMark {
  readonly base: JournalBase
  /** How many moves the saved map holds. */
  readonly moves: number
  readonly isStored: boolean
}

/**
 * Says in the journal which moves the mask file holds. A journal that has not got them all yet, because it
 * could not be written, stays unmarked: the mask is saved all the same.
 */
export async function markSave(
  store: JournalStore,
  mask: JournalKey,
  journal: PhotoJournal,
  { base, moves, isStored }: SaveMark,
): Promise<PhotoJournal> {
  if (moves > journal.moves) return journal
  if (journal.byteCount === 0) return isStored ? { ...journal, base } : journal
  const mark = { kind: 'mark', moves, revision: base.revision, isStored } as const
  return appendToJournal(store, mask, journal, { bytes: encodeRecords([mark]), moves: 0 })
}

function unreadable(mask: JournalKey): StudioError {
  return new StudioError(
    'corrupt',
    said`${mask.user}/${mask.name}: the moves to keep were damaged on their way; try again`,
  )
}

function notAMove(mask: JournalKey, kind: string): StudioError {
  return new StudioError(
    'invalidInput',
    said`${mask.user}/${mask.name}: expected moves to keep, got a record of kind "${kind}"`,
  )
}

function missingMoves(mask: JournalKey, known: number, from: number): StudioError {
  return new StudioError(
    'conflict',
    said`${mask.user}/${mask.name}: the journal holds ${known} moves, but the next ones sent follow ${from};
      it was changed by someone else: open the photo again`,
  )
}
