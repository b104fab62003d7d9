// Which images of a user are shown. Pure: the same filter and list give the same images, in list order.

import type { ImageSummary, LabelState } from '../src-main/contract/images.ts'

export interface ImageFilter {
  /** Empty = every state. */
  readonly states: readonly LabelState[]
  /** An image needs at least one of these; empty = any. */
  readonly classes: readonly number[]
  readonly group: number | null
  readonly search: string
}

export const NO_FILTER: ImageFilter = { states: [], classes: [], group: null, search: '' }

export const LABEL_STATES: readonly LabelState[] = ['labelled', 'toLabel', 'unlabelled']

export function filterImages(
  images: readonly ImageSummary[],
  filter: ImageFilter,
): readonly ImageSummary[] {
  const search = filter.search.trim().toLowerCase()
  if (isNoFilter(filter)) return images
  return images.filter(
    (image) =>
      (filter.states.length === 0 || filter.states.includes(image.labelState)) &&
      (filter.group === null || image.group === filter.group) &&
      (filter.classes.length === 0 || image.classes.some((c) => filter.classes.includes(c))) &&
      (search === '' || image.name.toLowerCase().includes(search)),
  )
}

export function isNoFilter(filter: ImageFilter): boolean {
  return (
    filter.states.length === 0 &&
    filter.classes.length === 0 &&
    filter.group === null &&
    filter.search.trim() === ''
  )
}

/** The list with the value added, or without it when it was there. */
export function toggled<T>(values: readonly T[], value: T): readonly T[] {
  return values.includes(value) ? values.filter((v) => v !== value) : [...values, value]
}

export function countStates(images: readonly ImageSummary[]): Record<LabelState, number> {
  const counts = { labelled: 0, toLabel: 0, unlabelled: 0 }
  for (const image of images) counts[image.labelState] += 1
  return counts
}

/** Images with each class, by class index 0..20. */
export function countClasses(images: readonly ImageSummary[]): number[] {
  const counts = new Array<number>(21).fill(0)
  for (const image of images) {
    for (const index of image.classes) counts[index] = (counts[index] ?? 0) + 1
  }
  return counts
}
