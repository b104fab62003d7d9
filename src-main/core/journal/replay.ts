// What a journal tells about a mask: the history of its photo, and the moves that the mask file does not hold
// yet. A journal that was written over another mask tells nothing.

import type { History } from '../patches/history.ts'
import { DEFAULT_HISTORY_BYTES, restoreHistory } from '../patches/history.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { createLabelMap } from '../labels/label-map.ts'
import type { Patch } from '../patches/patch.ts'
import { applyPatch, invertPatch } from '../patches/patch.ts'
import { withUnlabelled, withoutUnlabelled } from '../labels/provenance.ts'
import type { ProvenancePlane } from '../labels/provenance.ts'
import { decodeRuns } from '../bytes/run-length.ts'
import type { JournalMark, JournalRecord, JournalSnapshot } from './records.ts'
import { isMove } from './records.ts'

export interface ReplayedJournal {
  readonly history: History
  /** How many moves the journal holds. */
  readonly moves: number
  /** Applied one after the other, these make the stored mask the map that was last seen. */
  readonly unsaved: readonly Patch[]
}

export interface RebuiltMask {
  readonly labelMap: LabelMap
  readonly provenance: ProvenancePlane
}

/** Null when the journal does not build on the mask of this revision (null = no mask file). */
export function replayJournal(
  records: readonly JournalRecord[],
  revision: string | null,
  byteBudget: number = DEFAULT_HISTORY_BYTES,
): ReplayedJournal | null {
  const base = findBase(records, revision)
  const walked = walk(records)
  if (base === null || walked === null || base > walked.applied.length) return null
  const { steps, position, applied } = walked
  return {
    history: restoreHistory(steps, position, byteBudget),
    moves: applied.length,
    unsaved: applied.slice(base),
  }
}

/** Of the mask that rebuildMask makes, without making it; null when it makes none. */
export function rebuiltSize(
  records: readonly JournalRecord[],
): Pick<JournalSnapshot, 'width' | 'height'> | null {
  return walk(records) === null ? null : (lastSnapshot(records) ?? null)
}

/** The mask after the last move, from the journal alone; null when it has no snapshot. Error: corrupt. */
export function rebuildMask(records: readonly JournalRecord[]): RebuiltMask | null {
  const snapshot = lastSnapshot(records)
  const walked = walk(records)
  if (snapshot === undefined || walked === null) return null
  const { width, height, labels } = snapshot
  const decode = (runs: Uint8Array): LabelMap =>
    createLabelMap(width, height, decodeRuns(runs, width * height))
  const provenance = decode(snapshot.provenance)
  const edited = withUnlabelled(decode(labels), provenance)
  for (const patch of walked.applied.slice(snapshot.moves)) applyPatch(edited, patch, provenance)
  return { labelMap: withoutUnlabelled(edited), provenance }
}

function lastSnapshot(records: readonly JournalRecord[]): JournalSnapshot | undefined {
  return records.findLast((record): record is JournalSnapshot => record.kind === 'snapshot')
}

/**
 * After how many moves the map was what the stored file holds: the last mark of its revision, unless a file
 * of another revision is known to have been stored since.
 */
function findBase(records: readonly JournalRecord[], revision: string | null): number | null {
  const base = records.findLast(
    (record): record is JournalMark =>
      record.kind === 'mark' && (record.revision === revision || record.isStored),
  )
  return base?.revision === revision ? base.moves : null
}

interface Walked {
  readonly steps: readonly { readonly name: string; readonly patch: Patch }[]
  readonly position: number
  /** What each move did to the map. */
  readonly applied: readonly Patch[]
}

/** Null when a move goes back or forth further than there are steps. */
function walk(records: readonly JournalRecord[]): Walked | null {
  let steps: { readonly name: string; readonly patch: Patch }[] = []
  let position = 0
  const applied: Patch[] = []
  for (const record of records) {
    if (!isMove(record)) continue
    if (record.kind === 'step') {
      if (position < steps.length) steps = steps.slice(0, position)
      steps.push({ name: record.name, patch: record.patch })
      position += 1
      applied.push(record.patch)
      continue
    }
    const step = steps[record.kind === 'undo' ? position - 1 : position]
    if (step === undefined) return null
    position += record.kind === 'undo' ? -1 : 1
    applied.push(record.kind === 'undo' ? invertPatch(step.patch) : step.patch)
  }
  return { steps, position, applied }
}
