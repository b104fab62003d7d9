// Where a person's blind mask of a photo stands in its record: the second of two, or one of those that are measured by the gold mask.

import { goldFolderKey, goldLabellingOf, isGoldFor } from './gold.ts'
import type { BlindLabelling, LabelRecord } from './label-record.ts'

export interface BlindPlace {
  /** What its folders are called after. */
  readonly which: 'second' | `second.${string}`
  /** Undefined before it begins. */
  readonly labelling: BlindLabelling | undefined
}

/** Of a photo that another person labels a second time, it is the place that is taken. */
export function blindPlaceOf(record: LabelRecord | null, annotator: string): BlindPlace {
  if (record === null || !isGoldFor(record, annotator))
    return { which: 'second', labelling: record?.second ?? undefined }
  return { which: goldFolderKey(annotator), labelling: goldLabellingOf(record, annotator) }
}

/** With the person's labelling in the place of the one there was. */
export function withBlindLabelling(record: LabelRecord, labelling: BlindLabelling): LabelRecord {
  const { which, labelling: before } = blindPlaceOf(record, labelling.annotator)
  if (which === 'second')
    return { ...record, second: { ...labelling, settled: record.second?.settled ?? null } }
  const others = record.goldLabellings.filter((other) => other !== before)
  return { ...record, goldLabellings: [...others, labelling] }
}
