// Means that never come alone: each with its n and a seeded bootstrap interval over the units that were
// drawn at random (images of a user, or users).

import { createRandom } from '../random.ts'
import type { Confusion } from './confusion.ts'
import { addConfusion, createConfusion } from './confusion.ts'
import type { MiouVariant } from './miou.ts'
import { meanIou } from './miou.ts'

export interface Summary {
  /** Null when n is 0. */
  readonly mean: number | null
  /** Bounds of the percentile bootstrap interval; equal to the mean for n = 1. */
  readonly low: number | null
  readonly high: number | null
  /** How many values went in; skipped ones (null) are not counted. */
  readonly n: number
}

export interface BootstrapOptions {
  readonly seed: number
  /** Default 1000. */
  readonly resamples?: number
  /** Coverage, default 0.95. */
  readonly level?: number
}

const NOTHING: Summary = { mean: null, low: null, high: null, n: 0 }

/** Mean of the values that are not null. */
export function summarise(values: readonly (number | null)[], options: BootstrapOptions): Summary {
  const known = values.filter((value) => value !== null)
  return bootstrap(known.length, options, (indices) => {
    let sum = 0
    for (const index of indices) sum += known[index]!
    return sum / indices.length
  })
}

/** mIoU of the summed confusions, with the interval over images drawn again and again. */
export function summariseMiou(
  images: readonly Confusion[],
  variant: MiouVariant,
  options: BootstrapOptions,
): Summary {
  return bootstrap(images.length, options, (indices) => {
    const sum = createConfusion()
    for (const index of indices) addConfusion(sum, images[index]!)
    return meanIou(sum, variant)
  })
}

export interface UserValue {
  readonly user: string
  readonly value: number | null
}

export interface UserAverages {
  readonly users: readonly { readonly user: string; readonly summary: Summary }[]
  /** Plain mean of the users' means, each user with the same weight; n counts users. */
  readonly overall: Summary
}

/** Users in order of first appearance. */
export function averageByUser(
  values: readonly UserValue[],
  options: BootstrapOptions,
): UserAverages {
  const byUser = Map.groupBy(values, ({ user }) => user)
  const users = [...byUser].map(([user, own]) => {
    return { user, summary: summarise(own.map(({ value }) => value), options) } // prettier-ignore
  })
  const overall = summarise(users.map(({ summary }) => summary.mean), options) // prettier-ignore
  return { users, overall }
}

function bootstrap(
  n: number,
  options: BootstrapOptions,
  statistic: (indices: Int32Array) => number | null,
): Summary {
  if (n === 0) return NOTHING
  const mean = statistic(Int32Array.from({ length: n }, (_, index) => index))
  if (mean === null) return { ...NOTHING, n }
  const random = createRandom(options.seed)
  const drawn = new Int32Array(n)
  const means: number[] = []
  for (let i = 0; i < (options.resamples ?? 1000); i++) {
    for (let j = 0; j < n; j++) drawn[j] = random.integer(n)
    const resampled = statistic(drawn)
    if (resampled !== null) means.push(resampled)
  }
  const sorted = Float64Array.from(means).sort()
  const tail = (1 - (options.level ?? 0.95)) / 2
  return { mean, low: quantile(sorted, tail), high: quantile(sorted, 1 - tail), n }
}

/** Linear between neighbours, as numpy's default; `sorted` rises and is not empty, q is 0..1. */
export function quantile(sorted: Float64Array | Float32Array, q: number): number {
  const position = (sorted.length - 1) * q
  const below = Math.floor(position)
  const above = Math.min(sorted.length - 1, below + 1)
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (position - below)
}
