// k-means++ (Arthur and Vassilvitskii 2007): each further centroid is a row drawn with probability
// proportional to its squared distance from the centroids drawn before.

import type { Random } from '../random.ts'
import type { Matrix } from './distances.ts'
import { squaredDistancesTo } from './distances.ts'

export interface KmeansStart {
  readonly centroids: Matrix
  /** rows x clusters distances (not squared): they become the first bounds. */
  readonly distances: Float32Array
}

/** Draws up to `clusters` different rows; fewer when all other rows equal a drawn one. */
export function drawCentroids(points: Matrix, clusters: number, random: Random): KmeansStart {
  const { rows, columns } = points
  const data = new Float32Array(clusters * columns)
  const distances = new Float32Array(rows * clusters)
  const nearest = new Float64Array(rows).fill(Infinity)
  const toNewest = new Float64Array(rows)
  let drawn = 0
  let row = random.integer(rows)
  while (drawn < clusters) {
    data.set(points.data.subarray(row * columns, (row + 1) * columns), drawn * columns)
    squaredDistancesTo(points, { rows: clusters, columns, data }, drawn, toNewest)
    let total = 0
    for (let i = 0; i < rows; i++) {
      const squared = toNewest[i]!
      distances[i * clusters + drawn] = Math.sqrt(squared)
      if (squared < nearest[i]!) nearest[i] = squared
      total += nearest[i]!
    }
    drawn++
    if (total === 0) break
    row = drawProportional(nearest, total, random)
  }
  return {
    centroids: { rows: drawn, columns, data: data.subarray(0, drawn * columns) },
    distances: drawn === clusters ? distances : narrowed(distances, rows, clusters, drawn),
  }
}

function drawProportional(weights: Float64Array, total: number, random: Random): number {
  let rest = random.uniform() * total
  let last = 0
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue
    last = i
    rest -= weights[i]!
    if (rest < 0) return i
  }
  return last
}

function narrowed(wide: Float32Array, rows: number, from: number, to: number): Float32Array {
  const narrow = new Float32Array(rows * to)
  for (let i = 0; i < rows; i++) narrow.set(wide.subarray(i * from, i * from + to), i * to)
  return narrow
}
