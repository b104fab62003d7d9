// Lloyd's two steps (1982): every row goes to its nearest centroid, every centroid to the mean of its rows.
// Distances come from single-precision products; where those cannot tell two centroids apart, the exact
// distances decide, so that rounding moves no row.

import type { Matrix } from './distances.ts'
import { rowDistance, squaredRowDistance } from './distances.ts'
import type { Points } from './row-products.ts'
import { productError, squaredNorms } from './row-products.ts'

export interface Clusters {
  readonly centroids: Matrix
  /** Cluster of each row; -1 before the first assignment. */
  readonly assignments: Int32Array
  /** The assignments that sums and sizes are of: only rows that moved since are added and taken away. */
  readonly summed: Int32Array
  readonly sums: Float64Array
  readonly sizes: Int32Array
}

/** Takes `centroids` over: they move. */
export function createClusters({ matrix }: Points, centroids: Matrix): Clusters {
  return {
    centroids,
    assignments: new Int32Array(matrix.rows).fill(-1),
    summed: new Int32Array(matrix.rows).fill(-1),
    sums: new Float64Array(centroids.data.length),
    sizes: new Int32Array(centroids.rows),
  }
}

/** Sends every row to its nearest centroid, the lower index at a tie; returns how many rows moved. */
export async function assignRows(points: Points, clusters: Clusters): Promise<number> {
  const { matrix, squaredNorms: norms } = points
  const { centroids, assignments } = clusters
  const products = await points.products.with(centroids)
  const centroidNorms = squaredNorms(centroids)
  // Twice for 2 x.c, twice for two centroids.
  const error = 4 * productError(matrix.columns) * Math.sqrt(Math.max(...centroidNorms))
  const k = centroids.rows
  let moved = 0
  for (let i = 0; i < matrix.rows; i++) {
    let nearest = 0
    let least = Infinity
    let second = Infinity
    for (let c = 0, at = i * k; c < k; c++, at++) {
      const value = centroidNorms[c]! - 2 * products[at]!
      if (value >= second) continue
      if (value < least) {
        second = least
        least = value
        nearest = c
      } else second = value
    }
    const limit = least + error * Math.sqrt(norms[i]!)
    if (second <= limit) {
      const isCandidate = (c: number): boolean =>
        centroidNorms[c]! - 2 * products[i * k + c]! <= limit
      nearest = exactlyNearest(matrix, i, centroids, isCandidate)
    }
    if (assignments[i] === nearest) continue
    assignments[i] = nearest
    moved++
  }
  return moved
}

function exactlyNearest(
  points: Matrix,
  row: number,
  centroids: Matrix,
  isCandidate: (cluster: number) => boolean,
): number {
  let nearest = 0
  let least = Infinity
  for (let c = 0; c < centroids.rows; c++) {
    if (!isCandidate(c)) continue
    const squared = squaredRowDistance(points, row, centroids, c)
    if (squared >= least) continue
    least = squared
    nearest = c
  }
  return nearest
}

/** Puts each centroid at the mean of its rows and returns the summed squared shift. */
export function moveCentroids({ matrix }: Points, clusters: Clusters): number {
  fillEmptyClusters(matrix, clusters)
  updateSums(matrix, clusters)
  const { centroids, sums, sizes } = clusters
  const { columns, data } = centroids
  let shift = 0
  for (let k = 0; k < centroids.rows; k++) {
    if (sizes[k] === 0) continue
    for (let at = k * columns; at < (k + 1) * columns; at++) {
      const before = data[at]!
      data[at] = sums[at]! / sizes[k]!
      shift += (data[at]! - before) ** 2
    }
  }
  return shift
}

function updateSums({ rows, columns, data }: Matrix, clusters: Clusters): void {
  const { assignments, summed, sums, sizes } = clusters
  for (let i = 0; i < rows; i++) {
    const [from, to] = [summed[i]!, assignments[i]!]
    if (from === to) continue
    const source = i * columns
    for (let c = 0; c < columns; c++) {
      if (from >= 0) sums[from * columns + c]! -= data[source + c]!
      sums[to * columns + c]! += data[source + c]!
    }
    if (from >= 0) sizes[from]!--
    sizes[to]!++
    summed[i] = to
  }
}

/** A cluster that lost all rows takes the row that lies farthest from its own centroid. */
function fillEmptyClusters(points: Matrix, { centroids, assignments }: Clusters): void {
  const sizes = new Int32Array(centroids.rows)
  for (const cluster of assignments) sizes[cluster]!++
  const empty = [...sizes.keys()].filter((c) => sizes[c] === 0)
  if (empty.length === 0) return
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
    empty.shift()
  }
}
