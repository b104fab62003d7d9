// What a K-means group looks like in numbers: size, labels, classes, mean score. Pure.

import type { ImageSummary } from '../../src-main/contract/images.ts'
import type { Groups, ImageScore } from '../../src-main/contract/runs.ts'
import { countsAsTruth } from '../../src-main/core/labels/label-states.ts'
import { meanOf } from './image-scores.ts'

/** `worst`: lowest mean FIoU first; groups without a scored image come last. */
export type GroupOrder = 'size' | 'index' | 'worst'

export interface GroupSummary {
  readonly index: number
  /** Nearest to the centroid first. */
  readonly images: readonly string[]
  readonly labelledCount: number
  /** Classes with the number of images that have them, most frequent first. */
  readonly classes: readonly { readonly index: number; readonly count: number }[]
  readonly meanFiou: number | null
  readonly scoredCount: number
  /** The same without pixels that were copied from a prediction; undefined where there are none. */
  readonly withoutCopied: { readonly meanFiou: number | null; readonly pixels: number } | undefined
}

export function summarizeGroups(
  groups: Groups['groups'],
  images: readonly ImageSummary[],
  scores: readonly ImageScore[],
  order: GroupOrder,
): GroupSummary[] {
  const imageByName = new Map(images.map((image) => [image.name, image]))
  const scoreByName = new Map(scores.map((score) => [score.name, score]))
  const summaries = groups.map(({ index, images: names }) => {
    const known = names.flatMap((name) => imageByName.get(name) ?? [])
    const scored = names.flatMap((name) => scoreByName.get(name) ?? [])
    return {
      index,
      images: names,
      labelledCount: known.filter((image) => countsAsTruth(image.labelState)).length,
      classes: classesOf(known),
      meanFiou: meanOf(scored.map((score) => score.fiou)),
      scoredCount: scored.length,
      withoutCopied: withoutCopied(scored),
    }
  })
  return summaries.toSorted((a, b) => compare(a, b, order))
}

/** An image of nothing but copies has no figure without them. */
function withoutCopied(scores: readonly ImageScore[]): GroupSummary['withoutCopied'] {
  const pixels = scores.reduce((sum, score) => sum + (score.withoutCopied?.copiedPixels ?? 0), 0)
  if (pixels === 0) return undefined
  const rest = scores.flatMap((score) =>
    score.withoutCopied === undefined ? score.fiou : (score.withoutCopied.fiou ?? []),
  )
  return { meanFiou: meanOf(rest), pixels }
}

function classesOf(images: readonly ImageSummary[]): GroupSummary['classes'] {
  const counts = new Map<number, number>()
  for (const image of images) {
    for (const index of image.classes) counts.set(index, (counts.get(index) ?? 0) + 1)
  }
  return [...counts].map(([index, count]) => ({ index, count })).sort((a, b) => b.count - a.count)
}

function compare(a: GroupSummary, b: GroupSummary, order: GroupOrder): number {
  switch (order) {
    case 'size':
      return b.images.length - a.images.length || a.index - b.index
    case 'index':
      return a.index - b.index
    case 'worst':
      return (a.meanFiou ?? Infinity) - (b.meanFiou ?? Infinity) || a.index - b.index
  }
}
