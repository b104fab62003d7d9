// What becomes of the images of an import, grouped by what a person has to do about them.

import type { LabelImportRow, LabelOutcome } from '../../src-main/contract/labels.ts'

export const OUTCOME_TONES: Readonly<Record<LabelOutcome, 'good' | 'warn' | 'bad' | 'faint'>> = {
  unreadable: 'bad',
  otherSize: 'bad',
  twice: 'bad',
  openInEditor: 'warn',
  turned: 'warn',
  unknownClass: 'warn',
  frozen: 'warn',
  kept: 'warn',
  replaces: 'warn',
  new: 'good',
  same: 'faint',
  noLabels: 'faint',
  noPhoto: 'faint',
}

/** What needs attention first; the rest in the order of the files. */
export function sortRows(rows: readonly LabelImportRow[]): LabelImportRow[] {
  const order = Object.keys(OUTCOME_TONES)
  return rows.toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))
}

export function countWritten(rows: readonly LabelImportRow[]): number {
  return rows.filter(({ outcome }) => outcome === 'new' || outcome === 'replaces').length
}

export function countOutcomes(rows: readonly LabelImportRow[]): [LabelOutcome, number][] {
  const counts = Map.groupBy(sortRows(rows), ({ outcome }) => outcome)
  return [...counts].map(([outcome, those]) => [outcome, those.length])
}
