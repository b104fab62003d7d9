// What a journal is made of. Moves are numbered from 1 in the order in which they were made; everything else
// says where between them it belongs.

import type { Patch } from '../patches/patch.ts'

/** What a person did: a gesture, or a step back or forth. */
export type JournalMove =
  | { readonly kind: 'step'; readonly name: string; readonly patch: Patch }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }

/** The whole mask after that many moves, as it is stored: with it the journal needs no mask file. */
export interface JournalSnapshot {
  readonly kind: 'snapshot'
  readonly moves: number
  readonly width: number
  readonly height: number
  /** Run-length coded labels, row by row. */
  readonly labels: Uint8Array
  /** Who labelled each pixel, run-length coded likewise. */
  readonly provenance: Uint8Array
}

/**
 * The mask file of this revision holds the map after that many moves; null stands for no file and a map
 * that nobody has labelled. Written before the file is, and again with `isStored` when the file is there.
 */
export interface JournalMark {
  readonly kind: 'mark'
  readonly moves: number
  readonly revision: string | null
  readonly isStored: boolean
}

export type JournalRecord = JournalMove | JournalSnapshot | JournalMark

export function isMove(record: JournalRecord): record is JournalMove {
  return record.kind === 'step' || record.kind === 'undo' || record.kind === 'redo'
}
