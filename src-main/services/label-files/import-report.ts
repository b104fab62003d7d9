// Adds up what an import found: a row for each image, a line for each name, and what did not come through.

import type { LabelImportReport, LabelImportRow } from '../../contract/labels.ts'
import { nameOfValue } from '../../core/label-files/class-table.ts'
import type { NameUse } from '../../core/label-files/class-table.ts'
import { addNotes } from '../../core/label-files/formats.ts'
import type { LabelNotes } from '../../core/label-files/formats.ts'

export interface TakenImage {
  readonly row: LabelImportRow
  readonly uses: readonly NameUse[]
  readonly notes: LabelNotes
}

type ClassLine = LabelImportReport['classes'][number]

export interface ImportReport {
  /** Masks that are stored by now: none in a dry run. */
  readonly written: number
  add(taken: TakenImage): void
  finish(): LabelImportReport
}

export function createImportReport(isDryRun: boolean): ImportReport {
  const rows: LabelImportReport['rows'] = []
  const lines = new Map<string, ClassLine>()
  let notes: LabelNotes = {}
  let written = 0

  function countUse({ name, value, pixels }: NameUse): void {
    const known = lines.get(name) ?? {
      name,
      className: value === null ? null : nameOfValue(value),
      pixels: 0,
      images: 0,
    }
    lines.set(name, { ...known, pixels: known.pixels + pixels, images: known.images + 1 })
  }

  return {
    get written() {
      return written
    },
    add({ row, uses, notes: more }) {
      rows.push(row)
      if (!isDryRun && (row.outcome === 'new' || row.outcome === 'replaces')) written++
      uses.forEach(countUse)
      notes = addNotes(notes, more)
    },
    finish: () => ({
      isDryRun,
      rows,
      classes: [...lines.values()].sort(unknownFirst),
      notes: { ...notes },
    }),
  }
}

/** What needs a person's choice comes first, then the largest. */
function unknownFirst(a: ClassLine, b: ClassLine): number {
  const unknown = Number(b.className === null) - Number(a.className === null)
  return unknown === 0 ? b.pixels - a.pixels : unknown
}
