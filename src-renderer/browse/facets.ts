// How many images each choice of a filter would leave: counted over those that pass all other filters. Pure.

import { CLASS_COUNT } from '../../src-main/core/classes.ts'
import { LABEL_STATES } from '../../src-main/core/label-states.ts'
import type { LabelState } from '../../src-main/core/label-states.ts'
import { filterImages, withoutFilter } from './filters.ts'
import type { FilterKind, FilterStack, ScoreByKey } from './filters.ts'
import type { BrowsedImage } from './image.ts'

export interface Facets {
  readonly states: ReadonlyMap<LabelState, number>
  readonly split: { readonly inside: number; readonly outside: number }
  /** By class index 0..20. */
  readonly classes: readonly number[]
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
  const inSplit = others('split').filter((image) => image.isInValidationSplit).length
  return {
    states: withAll(LABEL_STATES, tally(others('states').map((image) => image.labelState))),
    split: { inside: inSplit, outside: others('split').length - inSplit },
    classes: countClasses(others('classes')),
    groups: rising(tally(others('groups').flatMap(({ group }) => (group === null ? [] : [group])))),
    users: tally(others('users').map((image) => image.user)),
  }
}

/** Images with each class, by class index 0..20. */
function countClasses(images: readonly BrowsedImage[]): number[] {
  const counts = new Array<number>(CLASS_COUNT).fill(0)
  for (const image of images) {
    for (const index of image.classes) counts[index] = (counts[index] ?? 0) + 1
  }
  return counts
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
