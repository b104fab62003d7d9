// Sorting and filtering per-image scores. Pure and stable: equal values keep the order they came in.

import type { ImageScore } from '../../src-main/contract/runs.ts'

export type ScoreColumn = 'name' | 'group' | 'fiou' | 'miou' | 'pixelAccuracy' | 'entropy'

export interface ScoreOrder {
  readonly column: ScoreColumn
  readonly isDescending: boolean
}

export const WORST_FIRST: ScoreOrder = { column: 'fiou', isDescending: false }

export function sortScores(scores: readonly ImageScore[], order: ScoreOrder): ImageScore[] {
  const sign = order.isDescending ? -1 : 1
  return scores.toSorted((a, b) => sign * compare(a[order.column], b[order.column]))
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'string' || typeof b === 'string') return String(a).localeCompare(String(b))
  return a - b
}

/** A second click on a column turns it round; a new one starts with what matters most in it. */
export function nextOrder(order: ScoreOrder, column: ScoreColumn): ScoreOrder {
  if (order.column === column) return { column, isDescending: !order.isDescending }
  return { column, isDescending: column === 'entropy' }
}

/** Images whose truth or prediction has at least one of the classes; none given = all. */
export function withClasses(
  scores: readonly ImageScore[],
  classes: readonly number[],
): readonly ImageScore[] {
  if (classes.length === 0) return scores
  return scores.filter((score) =>
    classes.some((c) => score.trueClasses.includes(c) || score.predictedClasses.includes(c)),
  )
}

/** Images with each class in truth or prediction, by class index 0..20. */
export function countScoreClasses(scores: readonly ImageScore[]): number[] {
  const counts = new Array<number>(21).fill(0)
  for (const score of scores) {
    for (const index of new Set([...score.trueClasses, ...score.predictedClasses])) {
      counts[index] = (counts[index] ?? 0) + 1
    }
  }
  return counts
}

export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length
}
