// The order of the images. Pure and stable: equal ones keep the order of the list, and those without a value
// (no group, no score, no active time) come last whichever way round.

import { LABEL_STATES } from '../../src-main/core/labels/label-states.ts'
import { idOf } from './image.ts'
import type { BrowsedImage } from './image.ts'
import type { ScoreByKey } from './filters.ts'

export const ORDER_KEYS = [
  'name',
  'state',
  'group',
  'classCount',
  'activeTime',
  'annotator',
  'fiou',
  'entropy',
] as const
export type OrderKey = (typeof ORDER_KEYS)[number]

export interface ImageOrder {
  readonly by: OrderKey
  readonly isDescending: boolean
}

/** As the studio lists them: users, then names. */
export const LIST_ORDER: ImageOrder = { by: 'name', isDescending: false }

export function isScoreOrder(by: OrderKey): boolean {
  return by === 'fiou' || by === 'entropy'
}

export function orderImages(
  images: readonly BrowsedImage[],
  { by, isDescending }: ImageOrder,
  scores: ScoreByKey,
): readonly BrowsedImage[] {
  if (by === 'name') return isDescending ? images.toReversed() : images
  const sign = isDescending ? -1 : 1
  // NaN stands for no value: it is behind every number, and equal to itself.
  const valueOf = valuesBy(by, { images, scores })
  const values = Float64Array.from(images, (image) => valueOf(image) ?? Number.NaN)
  const order = Uint32Array.from(images.keys()).sort((a, b) => {
    const [first, second] = [values[a] ?? Number.NaN, values[b] ?? Number.NaN]
    const isFirst = Number(Number.isNaN(first)) - Number(Number.isNaN(second))
    return isFirst || sign * (first - second) || a - b
  })
  return Array.from(order, (index) => images[index]).filter((image) => image !== undefined)
}

interface Known {
  readonly images: readonly BrowsedImage[]
  readonly scores: ScoreByKey
}

function valuesBy(
  by: Exclude<OrderKey, 'name'>,
  { images, scores }: Known,
): (image: BrowsedImage) => number | null | undefined {
  switch (by) {
    case 'state':
      return (image) => LABEL_STATES.indexOf(image.labelState)
    case 'group':
      return (image) => image.group
    case 'classCount':
      return (image) => image.classes.length
    case 'activeTime':
      return ({ activeSeconds }) => (activeSeconds > 0 ? activeSeconds : null)
    case 'annotator': {
      const places = new Map(annotatorsOf(images).map((name, place) => [name, place]))
      return ({ annotator }) => (annotator === null ? null : places.get(annotator))
    }
    case 'fiou':
    case 'entropy':
      return (image) => scores.get(idOf(image))?.[by]
  }
}

/** Everybody who labelled one of them, once each, as names are ordered. */
export function annotatorsOf(images: readonly BrowsedImage[]): string[] {
  const names = images.flatMap(({ annotator }) => (annotator === null ? [] : [annotator]))
  return [...new Set(names)].sort(new Intl.Collator().compare)
}
