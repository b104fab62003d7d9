// How far masks agree, as one figure with its uncertainty.

import type { Interval } from '../../contract/schemas.ts'
import { summariseMiou } from '../../core/metrics/aggregate.ts'
import type { Confusion } from '../../core/metrics/confusion.ts'

/** Bootstrap draws must not change from one look to the next. */
const BOOTSTRAP_SEED = 1

/** Mean IoU of the summed confusion, 0..1, 95 % bootstrap interval over photos; null when none has a class. */
export function miouInterval(confusions: readonly Confusion[]): Interval | null {
  const { mean, low, high, n } = summariseMiou(confusions, 'voc', { seed: BOOTSTRAP_SEED })
  return mean === null ? null : { mean, low: low ?? mean, high: high ?? mean, n }
}
