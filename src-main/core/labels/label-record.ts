// What is known about the labels of one photo besides their pixels: state and its history, who worked on it and
// how long, issues, the hash of a frozen mask. A new record comes out of every change; nothing is written here.

import type { WorkTime } from './active-time.ts'
import { StudioError } from '../errors.ts'
import { said } from '../said.ts'
import type { Said } from '../said.ts'
import type { LabelIssue } from './label-issues.ts'
import { ACTION_WORDS, countsAsTruth, stateAfter } from './label-states.ts'
import type { LabelAction, LabelState, SkipReason } from './label-states.ts'
import { takeOver } from './labelled-photo.ts'
import type { Acceptance, LabelledPhoto, LabelsOfPhoto } from './labelled-photo.ts'
import type { ProvenanceName } from './provenance.ts'

/** Raised when a record of this version could not be read by an older studio. */
export const RECORD_VERSION = 1

export interface StateChange {
  /** ISO 8601. */
  readonly at: string
  /** Null when nobody gave a name. */
  readonly by: string | null
  readonly action: LabelAction
  readonly from: LabelState
  readonly to: LabelState
}

/** Who chose the photo's settled mask to measure others by (core/labels/gold.ts). */
export interface GoldMark {
  readonly by: string
  /** ISO 8601. */
  readonly at: string
}

/** One person's blind mask of a photo. */
export interface BlindLabelling extends LabelsOfPhoto {
  readonly annotator: string
  readonly state: 'draft' | 'done'
  readonly work: readonly WorkTime[]
}

/** A second annotator's work on the same photo, done without sight of the first mask. */
export interface SecondLabelling extends BlindLabelling {
  /** How the two masks became one; null before. */
  readonly settled: Settlement | null
}

export interface Settlement {
  readonly by: string
  readonly at: string
  /** Regions of disagreement by what became of them. */
  readonly first: number
  readonly second: number
  readonly redraw: number
}

export interface LabelRecord extends LabelsOfPhoto {
  readonly schemaVersion: typeof RECORD_VERSION
  readonly photo: LabelledPhoto
  /** Who labelled it last; null for masks that came with the folder. */
  readonly annotator: string | null
  readonly state: LabelState
  /** Set exactly when the state is `skipped`. */
  readonly skipReason: SkipReason | null
  /** SHA-256 of the mask's bytes, set exactly when the state is `frozen`. */
  readonly frozenSha256: string | null
  /**
   * Of who labelled its pixels, empty when nothing was stored of that. Null unless the state is `frozen`, and where a studio
   * froze that did not look.
   */
  readonly frozenProvenanceSha256: string | null
  readonly history: readonly StateChange[]
  /** Seconds and gestures by tool; the stretches that they are the sum of are in a log. */
  readonly work: readonly WorkTime[]
  /** Pixels of the mask that was written last here, by who labelled them; null where none was counted. */
  readonly sources: Readonly<Record<ProvenanceName, number>> | null
  readonly issues: readonly LabelIssue[]
  readonly second: SecondLabelling | null
  /** Null unless the photo is gold. */
  readonly gold: GoldMark | null
  /** What others labelled while it was gold, at most one each. */
  readonly goldLabellings: readonly BlindLabelling[]
}

/** Where a record begins: nobody worked on it; a mask that came with the folder counts as done. */
export function newRecord(photo: LabelledPhoto, hasMask: boolean): LabelRecord {
  return {
    schemaVersion: RECORD_VERSION,
    photo,
    earlierPhotos: [],
    annotator: null,
    state: stateWithoutRecord(hasMask),
    skipReason: null,
    frozenSha256: null,
    frozenProvenanceSha256: null,
    history: [],
    work: [],
    sources: null,
    issues: [],
    second: null,
    gold: null,
    goldLabellings: [],
  }
}

export function stateWithoutRecord(hasMask: boolean): LabelState {
  return hasMask ? 'done' : 'todo'
}

/** The state as it is: work whose mask is gone begins again, but a frozen mask that is gone stays missed. */
export function presentState(record: Pick<LabelRecord, 'state'>, hasMask: boolean): LabelState {
  const stays = record.state === 'skipped' || record.state === 'frozen'
  return hasMask || stays ? record.state : 'todo'
}

export interface ActionContext {
  readonly by: string | null
  readonly at: string
  /** The image's name, for messages. */
  readonly photo: string
  readonly hasMask: boolean
  /** Of the mask's bytes; needed to freeze. */
  readonly maskSha256?: string
  /** Of the provenance's bytes, when there are any. */
  readonly provenanceSha256?: string
  /** Needed to skip. */
  readonly skipReason?: SkipReason
  /** One person does everything here: reviewing one's own work is then all the review there is. */
  readonly isSingleAnnotator: boolean
}

/** Errors: conflict (the action does not fit the state or the person), invalidInput (something is missing). */
export function changeState(
  record: LabelRecord,
  action: LabelAction,
  context: ActionContext,
): LabelRecord {
  const from = presentState(record, context.hasMask || action === 'import')
  const to = targetState(from, action, context)
  checkPerson(record, action, context)
  const isLabelling = action === 'save' || (action === 'finish' && from !== to)
  return {
    ...record,
    state: to,
    annotator: isLabelling ? (context.by ?? record.annotator) : annotatorAfter(record, action),
    skipReason: to === 'skipped' ? required(context.skipReason, said`a reason`, context) : null,
    frozenSha256: to === 'frozen' ? required(context.maskSha256, said`the mask`, context) : null,
    frozenProvenanceSha256: to === 'frozen' ? (context.provenanceSha256 ?? '') : null,
    history:
      from === to
        ? record.history
        : [...record.history, { at: context.at, by: context.by, action, from, to }],
  }
}

function targetState(from: LabelState, action: LabelAction, context: ActionContext): LabelState {
  const to = stateAfter(from, action, context.photo)
  if (action === 'save' || action === 'import' || context.hasMask) return to
  if (action === 'reopen' || action === 'unfreeze') return 'todo'
  if (countsAsTruth(to)) throw new StudioError('conflict', said`photo ${context.photo} has no mask to ${ACTION_WORDS[action]}; save one first`) // prettier-ignore
  return to
}

/** An imported mask is nobody's here. */
function annotatorAfter(record: LabelRecord, action: LabelAction): string | null {
  return action === 'import' ? null : record.annotator
}

function checkPerson(record: LabelRecord, action: LabelAction, context: ActionContext): void {
  const { by, photo, isSingleAnnotator } = context
  if (by === null && action !== 'save' && action !== 'import') {
    throw new StudioError('invalidInput', said`photo ${photo}: "${ACTION_WORDS[action]}" needs the name of who does it; give one in the editor or with --annotator`) // prettier-ignore
  }
  if (action !== 'review' || isSingleAnnotator || by !== record.annotator) return
  throw new StudioError(
    'conflict',
    said`photo ${photo} was labelled by ${record.annotator ?? ''}: a review expects another person;
      ask a colleague, or say in the settings that one person annotates alone`,
  )
}

/** The labels fit the file that took the photo's place; their state stays. Error: conflict (frozen, or another size). */
export function acceptPhoto(
  record: LabelRecord,
  photo: LabelledPhoto,
  acceptance: Acceptance,
): LabelRecord {
  if (record.state === 'frozen' && record.photo.sha256 !== photo.sha256) {
    throw new StudioError(
      'conflict',
      said`photo ${acceptance.name} is frozen: its labels are taken over to another photo only when it is not; unfreeze it first`,
    )
  }
  return takeOver(record, photo, acceptance)
}

/** What of a photo is unlabelled is in no score: a photo that is unlabelled everywhere is not done. */
export function nothingLabelled(photo: string): StudioError {
  return new StudioError(
    'conflict',
    said`photo ${photo}: nobody has labelled any of its pixels; paint it, make the rest background, or skip it with a reason`,
  )
}

function required<T>(value: T | undefined, what: Said, { photo }: ActionContext): T {
  if (value !== undefined) return value
  throw new StudioError('invalidInput', said`photo ${photo}: expected ${what}, got none; give it`)
}
