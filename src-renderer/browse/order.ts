// The order of the images. Pure and stable: equal ones keep the order of the list, and those without a value
// (no group, no score) come last whichever way round.

import { LABEL_STATES } from '../../src-main/core/labels/label-states.ts'
import { idOf } from './image.ts'
import type { BrowsedImage } from './image.ts'
import type { ScoreByKey } from './filters.ts'

export const ORDER_KEYS = ['name', 'state', 'group', 'classCount', 'fiou', 'entropy'] as const
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
  const values = Float64Array.from(images, (image) => valueOf(image, by, scores) ?? Number.NaN)
  const order = Uint32Array.from(images.keys()).sort((a, b) => {
    const [first, second] = [values[a] ?? Number.NaN, values[b] ?? Number.NaN]
    const isFirst = Number(Number.isNaN(first)) - Number(Number.isNaN(second))
    return isFirst || sign * (first - second) || a - b
  })
  return Array.from(order, (index) => images[index]).filter((image) => image !== undefined)
}

function valueOf(
  image: BrowsedImage,
  by: Exclude<OrderKey, 'name'>,
  scores: ScoreByKey,
): number | null {
  switch (by) {
    case 'state':
      return LABEL_STATES.indexOf(image.labelState)
    case 'group':
      return image.group
    case 'classCount':
      return image.classes.length
    case 'fiou':
    case 'entropy':
      return scores.get(idOf(image))?.[by] ?? null
  }
}
