// A journal written afresh with no more than the history needs: forgotten branches and old marks are left out, and steps
// that were joined are one.

import type { ReplayedJournal } from './replay.ts'
import type { JournalRecord, JournalSnapshot } from './records.ts'

/** The history of a photo whose mask file holds all of it; `base` is that file's map. */
export function compactRecords(
  { history }: ReplayedJournal,
  base: Omit<JournalSnapshot, 'kind' | 'moves'>,
  revision: string | null,
): JournalRecord[] {
  const { steps, position } = history
  const undone = steps.slice(position).map(() => ({ kind: 'undo' }) as const)
  const moves = steps.length + undone.length
  return [
    ...steps.map(({ name, patch }) => ({ kind: 'step', name, patch }) as const),
    ...undone,
    { kind: 'snapshot', moves, ...base },
    { kind: 'mark', moves, revision, isStored: true },
  ]
}
