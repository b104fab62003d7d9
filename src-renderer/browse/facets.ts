// How many images each choice of a filter would leave: counted over those that pass all other filters. Pure.

import { LABEL_STATES } from '../../src-main/core/labels/label-states.ts'
import type { LabelState } from '../../src-main/core/labels/label-states.ts'
import { NOBODY, filterImages, isOfClass, withoutFilter } from './filters.ts'
import type { ClassChoice, FilterKind, FilterStack, ScoreByKey } from './filters.ts'
import type { BrowsedImage } from './image.ts'
import { annotatorsOf } from './order.ts'

export interface Facets {
  readonly states: ReadonlyMap<LabelState, number>
  /** By name, NOBODY last; empty where nobody gave a name. */
  readonly annotators: ReadonlyMap<string, number>
  readonly split: { readonly inside: number; readonly outside: number }
  /** The object classes that occur, rising, then those without any and those of which nothing is known. */
  readonly classes: ReadonlyMap<ClassChoice, number>
  readonly issues: { readonly open: number; readonly none: number }
  readonly otherPhotos: number
  /** Rising; empty before grouping. */
  readonly groups: ReadonlyMap<number, number>
  readonly users: ReadonlyMap<string, number>
}

export function countFacets(
  images: readonly BrowsedImage[],
  stack: FilterStack,
  scores: ScoreByKey,
): Facets {
  const others = (kind: FilterKind): readonly BrowsedImage[] =>
    filterImages(images, withoutFilter(stack, kind), scores)
  const withIssue = others('issues').filter((image) => image.openIssueCount > 0).length
  const inSplit = others('split').filter((image) => image.isInValidationSplit).length
  return {
    states: withAll(LABEL_STATES, tally(others('states').map((image) => image.labelState))),
    annotators: countAnnotators(images, others('annotators')),
    split: { inside: inSplit, outside: others('split').length - inSplit },
    classes: countClasses(others('classes')),
    issues: { open: withIssue, none: others('issues').length - withIssue },
    otherPhotos: others('otherPhoto').filter(({ isOtherPhoto }) => isOtherPhoto).length,
    groups: rising(tally(others('groups').flatMap(({ group }) => (group === null ? [] : [group])))),
    users: tally(others('users').map((image) => image.user)),
  }
}

/** Everybody of all the images, so that whom other filters leave nothing of can still be chosen. */
function countAnnotators(
  all: readonly BrowsedImage[],
  left: readonly BrowsedImage[],
): ReadonlyMap<string, number> {
  const people = annotatorsOf(all)
  const counts = tally(left.map(({ annotator }) => annotator ?? NOBODY))
  return people.length === 0 ? new Map() : withAll([...people, NOBODY], counts)
}

function countClasses(images: readonly BrowsedImage[]): Map<ClassChoice, number> {
  const objects = rising(tally(images.flatMap(({ classes }) => classes)))
  const others = (['noObject', 'unknown'] as const).map(
    (choice) => [choice, images.filter((image) => isOfClass(image, choice)).length] as const,
  )
  return new Map<ClassChoice, number>([...objects, ...others])
}

function tally<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function withAll<T>(values: readonly T[], counts: ReadonlyMap<T, number>): Map<T, number> {
  return new Map(values.map((value) => [value, counts.get(value) ?? 0]))
}

function rising(counts: ReadonlyMap<number, number>): Map<number, number> {
  return new Map([...counts].sort(([a], [b]) => a - b))
}
