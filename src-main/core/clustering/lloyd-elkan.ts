// Lloyd's two steps, with Elkan's bounds (2003): the triangle inequality proves for most pairs that a
// centroid cannot have become the nearest, so their distance is never computed. The result is Lloyd's.

import type { Matrix } from './distances.ts'
import { rowDistance } from './distances.ts'
import type { KmeansStart } from './kmeans-start.ts'

export interface Bounds {
  readonly centroids: Matrix
  /** Cluster of each row. */
  readonly assignments: Int32Array
  /** At least the distance of each row to its own centroid. */
  readonly upper: Float64Array
  /** rows x clusters: at most the distance of a row to a centroid. */
  readonly lower: Float32Array
}

/** Assigns every row to the nearest of the drawn centroids, whose distances are known. */
export function createBounds(points: Matrix, start: KmeansStart): Bounds {
  const { centroids, distances } = start
  const k = centroids.rows
  const assignments = new Int32Array(points.rows)
  const upper = new Float64Array(points.rows)
  for (let i = 0; i < points.rows; i++) {
    let nearest = 0
    for (let c = 1; c < k; c++) {
      if (distances[i * k + c]! < distances[i * k + nearest]!) nearest = c
    }
    assignments[i] = nearest
    upper[i] = distances[i * k + nearest]!
  }
  return { centroids, assignments, upper, lower: distances }
}

/** Moves rows to nearer centroids and returns how many moved. */
export function assignRows(points: Matrix, bounds: Bounds): number {
  const { centroids, assignments, upper, lower } = bounds
  const k = centroids.rows
  const { halves, nearestHalf } = halfDistances(centroids)
  let moved = 0
  for (let i = 0; i < points.rows; i++) {
    const before = assignments[i]!
    let own = before
    let reach = upper[i]!
    if (reach <= nearestHalf[own]!) continue
    let isExact = false
    for (let c = 0; c < k; c++) {
      if (c === own || reach <= lower[i * k + c]! || reach <= halves[own * k + c]!) continue
      if (!isExact) {
        reach = rowDistance(points, i, centroids, own)
        lower[i * k + own] = reach
        isExact = true
        if (reach <= lower[i * k + c]! || reach <= halves[own * k + c]!) continue
      }
      const distance = rowDistance(points, i, centroids, c)
      lower[i * k + c] = distance
      if (distance < reach) {
        own = c
        reach = distance
      }
    }
    upper[i] = reach
    assignments[i] = own
    if (own !== before) moved++
  }
  return moved
}

/** Half the distances between centroids, and for each its smallest to another one. */
function halfDistances(centroids: Matrix): { halves: Float64Array; nearestHalf: Float64Array } {
  const k = centroids.rows
  const halves = new Float64Array(k * k)
  const nearestHalf = new Float64Array(k).fill(Infinity)
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) {
      const half = rowDistance(centroids, a, centroids, b) / 2
      halves[a * k + b] = half
      halves[b * k + a] = half
      nearestHalf[a] = Math.min(nearestHalf[a]!, half)
      nearestHalf[b] = Math.min(nearestHalf[b]!, half)
    }
  }
  return { halves, nearestHalf }
}

/** Puts each centroid at the mean of its rows and returns the summed squared shift. */
export function moveCentroids(points: Matrix, bounds: Bounds): number {
  const { centroids, assignments, upper, lower } = bounds
  const { columns } = points
  const k = centroids.rows
  fillEmptyClusters(points, bounds)
  const old: Matrix = { rows: k, columns, data: centroids.data.slice() }
  writeMeans(points, bounds)
  const drifts = Float64Array.from({ length: k }, (_, c) => rowDistance(old, c, centroids, c))
  for (let i = 0; i < points.rows; i++) {
    upper[i]! += drifts[assignments[i]!]!
    for (let c = 0, at = i * k; c < k; c++, at++) {
      lower[at] = Math.max(0, lower[at]! - drifts[c]!)
    }
  }
  return drifts.reduce((sum, drift) => sum + drift * drift, 0)
}

function clusterSizes({ centroids, assignments }: Bounds): Int32Array {
  const sizes = new Int32Array(centroids.rows)
  for (let i = 0; i < assignments.length; i++) sizes[assignments[i]!]!++
  return sizes
}

function writeMeans(points: Matrix, bounds: Bounds): void {
  const { centroids, assignments } = bounds
  const { columns, data } = points
  const sizes = clusterSizes(bounds)
  const sums = new Float64Array(centroids.rows * columns)
  for (let i = 0; i < points.rows; i++) {
    const target = assignments[i]! * columns
    const source = i * columns
    for (let c = 0; c < columns; c++) sums[target + c]! += data[source + c]!
  }
  for (let k = 0; k < centroids.rows; k++) {
    const size = sizes[k]!
    if (size === 0) continue
    for (let c = k * columns; c < (k + 1) * columns; c++) centroids.data[c] = sums[c]! / size
  }
}

/** A cluster that lost all rows takes the row that lies farthest from its own centroid. */
function fillEmptyClusters(points: Matrix, bounds: Bounds): void {
  const sizes = clusterSizes(bounds)
  const empty = [...sizes.keys()].filter((c) => sizes[c] === 0)
  if (empty.length === 0) return
  const { centroids, assignments, upper } = bounds
  const own = Float64Array.from(assignments, (c, i) => rowDistance(points, i, centroids, c))
  const farthest = [...own.keys()].sort((a, b) => own[b]! - own[a]! || a - b)
  for (const row of farthest) {
    const cluster = empty[0]
    if (cluster === undefined || own[row] === 0) return
    const donor = assignments[row]!
    if (sizes[donor]! < 2) continue
    sizes[donor]!--
    sizes[cluster] = 1
    assignments[row] = cluster
    upper[row] = rowDistance(points, row, centroids, cluster)
    empty.shift()
  }
}
