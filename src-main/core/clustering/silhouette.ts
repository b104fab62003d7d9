// How well clusters are separated (Rousseeuw 1987), on a seeded sample of rows, because the full figure
// needs every pair of rows.

import { createRandom } from '../random.ts'
import { sampleWithoutReplacement } from '../lists/split.ts'
import type { Matrix } from './distances.ts'
import { rowDistance } from './distances.ts'

export interface Silhouette {
  /** -1..1 over the sampled rows; null when fewer than two clusters are in the sample. */
  readonly mean: number | null
  /** Mean of the sampled rows of each cluster; null for clusters outside the sample. */
  readonly byCluster: readonly (number | null)[]
  readonly sampledRows: number
}

export interface SilhouetteOptions {
  readonly clusters: number
  readonly seed: number
  /** Default 1000. */
  readonly sampleSize?: number
}

/** A row alone in its cluster scores 0. */
export function sampledSilhouette(
  points: Matrix,
  assignments: Int32Array,
  options: SilhouetteOptions,
): Silhouette {
  const random = createRandom(options.seed)
  const all = Array.from({ length: points.rows }, (_, row) => row)
  const sample = sampleWithoutReplacement(all, options.sampleSize ?? 1000, random)
  const { clusters } = options
  const sums = distanceSums(points, assignments, sample, clusters)
  const sizes = new Int32Array(clusters)
  for (const row of sample) sizes[assignments[row]!]!++
  const scores = sample.map((row, i) => {
    return rowScore(sums.subarray(i * clusters, (i + 1) * clusters), assignments[row]!, sizes)
  })
  if (sizes.filter((size) => size > 0).length < 2) {
    return { mean: null, byCluster: Array.from(sizes, () => null), sampledRows: sample.length }
  }
  const totals = new Float64Array(clusters)
  sample.forEach((row, i) => (totals[assignments[row]!]! += scores[i]!))
  return {
    mean: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    byCluster: Array.from(sizes, (size, c) => (size === 0 ? null : totals[c]! / size)),
    sampledRows: sample.length,
  }
}

/** sample x clusters: summed distances of a sampled row to the sampled rows of each cluster. */
function distanceSums(
  points: Matrix,
  assignments: Int32Array,
  sample: readonly number[],
  clusters: number,
): Float64Array {
  const sums = new Float64Array(sample.length * clusters)
  for (let i = 0; i < sample.length; i++) {
    for (let j = i + 1; j < sample.length; j++) {
      const distance = rowDistance(points, sample[i]!, points, sample[j]!)
      sums[i * clusters + assignments[sample[j]!]!]! += distance
      sums[j * clusters + assignments[sample[i]!]!]! += distance
    }
  }
  return sums
}

function rowScore(sums: Float64Array, own: number, sizes: Int32Array): number {
  if (sizes[own]! < 2) return 0
  const inside = sums[own]! / (sizes[own]! - 1)
  let outside = Infinity
  for (let c = 0; c < sums.length; c++) {
    if (c !== own && sizes[c]! > 0) outside = Math.min(outside, sums[c]! / sizes[c]!)
  }
  const larger = Math.max(inside, outside)
  return larger === 0 || outside === Infinity ? 0 : (outside - inside) / larger
}
