// Gold photos: their settled mask measures other people, who label the photo like any other and do not know.

import { sha256 } from '../bytes/sha256.ts'
import type { BlindLabelling, LabelRecord } from './label-record.ts'
import type { LabelState } from './label-states.ts'

/** True for a mask that more than one person stands for: reviewed, or made from two. */
export function isSettledMask(mask: {
  readonly state: LabelState
  readonly isAdjudicated: boolean
}): boolean {
  const { state, isAdjudicated } = mask
  return state === 'reviewed' || state === 'frozen' || (state === 'done' && isAdjudicated)
}

/** True for a photo that the person is to label for comparison with the gold mask. */
export function isGoldFor(record: LabelRecord | null, annotator: string | null): boolean {
  if (record === null || (annotator !== null && record.second?.annotator === annotator))
    return false
  return record.gold !== null || goldLabellingOf(record, annotator) !== undefined
}

export function goldLabellingOf(
  record: LabelRecord,
  annotator: string | null,
): BlindLabelling | undefined {
  return record.goldLabellings.find((labelling) => labelling.annotator === annotator)
}

/** Whoever labelled, reviewed, settled or chose the gold mask has seen it. */
export function hasSeenGold(
  { annotator, history, second, gold }: LabelRecord,
  who: string,
): boolean {
  const names = [annotator, ...history.map(({ by }) => by), second?.settled?.by, gold?.by]
  return names.includes(who)
}

/** The name of a person's folder of masks: the same for the same name, and harmless in any file system. */
export function goldFolderKey(annotator: string): `second.${string}` {
  return `second.${sha256(annotator).slice(0, 16)}`
}
