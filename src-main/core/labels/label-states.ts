// How far the labels of one photo are: the states, who may move a photo from one to the next, and which
// masks count as truth. Nothing here reads a file or a clock.

import { StudioError } from '../errors.ts'
import { listOf, said } from '../said.ts'
import type { Said } from '../said.ts'

/** In the order of the work; `skipped` stands beside it. */
export const LABEL_STATES = ['todo', 'draft', 'done', 'reviewed', 'frozen', 'skipped'] as const

export type LabelState = (typeof LABEL_STATES)[number]

/** Why a photo gets no mask. */
export const SKIP_REASONS = ['notPhoto', 'private', 'noClass'] as const

export type SkipReason = (typeof SKIP_REASONS)[number]

/**
 * save: other pixels were stored. import: a mask of another tool was. finish: its annotator says it is done.
 * reopen: work begins again. review: another pair of eyes agrees. freeze, unfreeze: nobody may change it, or may.
 */
export const LABEL_ACTIONS = [
  'save',
  'import',
  'finish',
  'skip',
  'reopen',
  'review',
  'freeze',
  'unfreeze',
] as const

export type LabelAction = (typeof LABEL_ACTIONS)[number]

type Moves = Readonly<Partial<Record<LabelState, LabelState>>>

const MOVES: Readonly<Record<LabelAction, Moves>> = {
  save: { todo: 'draft', draft: 'draft', done: 'draft', reviewed: 'draft', skipped: 'draft' },
  import: { todo: 'done', draft: 'done', done: 'done', reviewed: 'done', skipped: 'done' },
  finish: { todo: 'done', draft: 'done', done: 'done', reviewed: 'reviewed', skipped: 'done' },
  skip: { todo: 'skipped', draft: 'skipped', done: 'skipped', skipped: 'skipped' },
  reopen: { done: 'draft', reviewed: 'draft', skipped: 'draft' },
  review: { done: 'reviewed' },
  freeze: { reviewed: 'frozen' },
  unfreeze: { frozen: 'reviewed' },
}

/** Masks in these states are evaluated on; drafts and skipped photos are not. */
export function countsAsTruth(state: LabelState): boolean {
  return state === 'done' || state === 'reviewed' || state === 'frozen'
}

/** True for a photo of the validation split that somebody still has to work on. */
export function isToLabel(image: {
  readonly labelState: LabelState
  readonly isInValidationSplit: boolean
}): boolean {
  return image.isInValidationSplit && isUnannotated(image)
}

/** True for a photo that nobody has finished or skipped. */
export function isUnannotated({ labelState }: { readonly labelState: LabelState }): boolean {
  return labelState === 'todo' || labelState === 'draft'
}

/** How many images are in each state. */
export function countLabelStates(
  images: readonly { readonly labelState: LabelState }[],
): Record<LabelState, number> {
  const counts = { todo: 0, draft: 0, done: 0, reviewed: 0, frozen: 0, skipped: 0 }
  for (const { labelState } of images) counts[labelState] += 1
  return counts
}

export function canAct(state: LabelState, action: LabelAction): boolean {
  return MOVES[action][state] !== undefined
}

/** The state after an action. Throws `conflict` when the action does not fit; `photo` names it in the message. */
export function stateAfter(state: LabelState, action: LabelAction, photo: string): LabelState {
  const next = MOVES[action][state]
  if (next !== undefined) return next
  const from = LABEL_STATES.filter((one) => MOVES[action][one] !== undefined)
  const expected = listOf(from.map((one) => STATE_WORDS[one]))
  throw new StudioError(
    'conflict',
    said`photo ${photo} is ${STATE_WORDS[state]}: "${ACTION_WORDS[action]}" expects it to be ${expected}; ${ADVICE[state]}`,
  )
}

/** For messages. */
const STATE_WORDS: Readonly<Record<LabelState, Said>> = {
  todo: said`todo`,
  draft: said`draft`,
  done: said`done`,
  reviewed: said`reviewed`,
  frozen: said`frozen`,
  skipped: said`skipped`,
}

/** For messages. */
export const ACTION_WORDS: Readonly<Record<LabelAction, Said>> = {
  save: said`save`,
  import: said`import`,
  finish: said`finish`,
  skip: said`skip`,
  reopen: said`reopen`,
  review: said`review`,
  freeze: said`freeze`,
  unfreeze: said`unfreeze`,
}

const ADVICE: Readonly<Record<LabelState, Said>> = {
  todo: said`label it and mark it as done first`,
  draft: said`mark it as done first`,
  done: said`have it reviewed first`,
  reviewed: said`reopen it first`,
  frozen: said`unfreeze it first`,
  skipped: said`reopen it first`,
}
