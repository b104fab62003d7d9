// The filter stack: at most one filter of each kind, in the order in which they were added, all of which an
// image must pass. Plain JSON, so that a stack can be kept and undone. Pure.

import type { LabelState } from '../../src-main/core/labels/label-states.ts'
import type { CheckpointKind, ImageScore, Stage } from '../../src-main/contract/runs.ts'
import { idOf } from './image.ts'
import type { BrowsedImage, ImageId } from './image.ts'

export type Filter =
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'users'; readonly users: readonly string[] }
  | { readonly kind: 'states'; readonly states: readonly LabelState[] }
  /** Who labelled it last; NOBODY for those whom nobody gave a name to. */
  | { readonly kind: 'annotators'; readonly annotators: readonly string[] }
  /** In the validation split, or not. */
  | { readonly kind: 'split'; readonly isInSplit: boolean }
  | {
      readonly kind: 'classes'
      readonly classes: readonly ClassChoice[]
      /** An image needs one of the classes, or all of them. */
      readonly match: 'any' | 'all'
    }
  /** With an open issue, or without. */
  | { readonly kind: 'issues'; readonly hasOpen: boolean }
  /** The photo's file is not the one that was labelled. */
  | { readonly kind: 'otherPhoto' }
  | { readonly kind: 'groups'; readonly groups: readonly number[] }
  /** Scored in this result of a run; the score filters below read it. */
  | { readonly kind: 'result'; readonly result: ResultReference }
  /** Per-image FIoU and mean normalised entropy, 0..1, both ends included. */
  | { readonly kind: 'fiou' | 'entropy'; readonly from: number; readonly to: number }

/** An object class, no object at all, or that nothing is known. */
export type ClassChoice = number | 'noObject' | 'unknown'

export interface ResultReference {
  readonly runId: string
  readonly stage: Stage
  readonly checkpoint: CheckpointKind
}

export type FilterKind = Filter['kind']
export type FilterStack = readonly Filter[]
export type FilterOf<Kind extends FilterKind> = Extract<Filter, { kind: Kind }>
export type ScoreByKey = ReadonlyMap<ImageId, ImageScore>

/** No name of a person is empty. */
export const NOBODY = ''

export const NO_FILTERS: FilterStack = []
export const NO_SCORES: ScoreByKey = new Map()

export function filterOf<Kind extends FilterKind>(
  stack: FilterStack,
  kind: Kind,
): FilterOf<Kind> | undefined {
  return stack.find((filter): filter is FilterOf<Kind> => filter.kind === kind)
}

/** The stack with this filter in the place of the one of its kind, or on top; one that lets all pass leaves. */
export function withFilter(stack: FilterStack, filter: Filter): FilterStack {
  if (isOpen(filter)) return withoutFilter(stack, filter.kind)
  const at = stack.findIndex(({ kind }) => kind === filter.kind)
  return at < 0 ? [...stack, filter] : stack.with(at, filter)
}

/** Without a result there are no scores to filter by. */
export function withoutFilter(stack: FilterStack, kind: FilterKind): FilterStack {
  const gone: readonly FilterKind[] = kind === 'result' ? ['result', 'fiou', 'entropy'] : [kind]
  return stack.filter((filter) => !gone.includes(filter.kind))
}

/** In the given order; the same array when there is no filter. */
export function filterImages(
  images: readonly BrowsedImage[],
  stack: FilterStack,
  scores: ScoreByKey,
): readonly BrowsedImage[] {
  if (stack.length === 0) return images
  const passes = stack.map((filter) => passOf(filter, scores))
  return images.filter((image) => passes.every((isPassing) => isPassing(image)))
}

/** The list with the value added, or without it when it was there. */
export function toggled<T>(values: readonly T[], value: T): readonly T[] {
  return values.includes(value) ? values.filter((v) => v !== value) : [...values, value]
}

/** By its mask, else by its image labels. */
export function isOfClass(image: BrowsedImage, choice: ClassChoice): boolean {
  if (typeof choice === 'number') return image.classes.includes(choice)
  const isKnown = image.hasMask || image.imageLabels !== null
  return choice === 'unknown' ? !isKnown : isKnown && image.classes.length === 0
}

/** True for a filter that every image passes. */
function isOpen(filter: Filter): boolean {
  switch (filter.kind) {
    case 'search':
      return filter.text.trim() === ''
    case 'users':
      return filter.users.length === 0
    case 'states':
      return filter.states.length === 0
    case 'annotators':
      return filter.annotators.length === 0
    case 'classes':
      return filter.classes.length === 0
    case 'groups':
      return filter.groups.length === 0
    case 'fiou':
    case 'entropy':
      return filter.from <= 0 && filter.to >= 1
    case 'split':
    case 'issues':
    case 'otherPhoto':
    case 'result':
      return false
  }
}

function passOf(filter: Filter, scores: ScoreByKey): (image: BrowsedImage) => boolean {
  switch (filter.kind) {
    case 'search': {
      const text = filter.text.trim().toLowerCase()
      return (image) => image.name.toLowerCase().includes(text)
    }
    case 'users': {
      const users = new Set(filter.users)
      return (image) => users.has(image.user)
    }
    case 'states': {
      const states = new Set(filter.states)
      return (image) => states.has(image.labelState)
    }
    case 'annotators': {
      const annotators = new Set(filter.annotators)
      return (image) => annotators.has(image.annotator ?? NOBODY)
    }
    case 'split':
      return (image) => image.isInValidationSplit === filter.isInSplit
    case 'classes': {
      const { classes, match } = filter
      return match === 'any'
        ? (image) => classes.some((choice) => isOfClass(image, choice))
        : (image) => classes.every((choice) => isOfClass(image, choice))
    }
    case 'issues':
      return (image) => image.openIssueCount > 0 === filter.hasOpen
    case 'otherPhoto':
      return (image) => image.isOtherPhoto
    case 'groups': {
      const groups = new Set(filter.groups)
      return (image) => image.group !== null && groups.has(image.group)
    }
    case 'result':
      return (image) => scores.has(idOf(image))
    case 'fiou':
    case 'entropy': {
      const { kind, from, to } = filter
      return (image) => {
        const value = scores.get(idOf(image))?.[kind]
        return value !== undefined && value >= from && value <= to
      }
    }
  }
}
