// K-means with k-means++ starts and several restarts (docs/method 2).

import { StudioError, invariant } from '../errors.ts'
import { said } from '../said.ts'
import { createRandom, deriveSeed } from '../random.ts'
import type { Matrix } from './distances.ts'
import { squaredRowDistance } from './distances.ts'
import { drawCentroids } from './kmeans-start.ts'
import type { Clusters } from './lloyd.ts'
import { assignRows, createClusters, moveCentroids } from './lloyd.ts'
import type { Points, RowProducts } from './row-products.ts'
import { squaredNorms } from './row-products.ts'

export interface KmeansOptions {
  /** Wanted clusters; the result has fewer when there are fewer different rows. */
  readonly clusters: number
  readonly seed: number
  /** Default 10; the restart with the lowest inertia wins. */
  readonly restarts?: number
  /** Default 300 a restart. */
  readonly maxIterations?: number
  /** Stops when the centroids' summed squared shift is below this x mean variance; default 1e-4. */
  readonly tolerance?: number
}

export interface KmeansProgress {
  /** Counted from 1. */
  readonly restart: number
  readonly restarts: number
  /** Counted from 0, which is the start itself. */
  readonly iteration: number
  /** Rows that changed their cluster in this iteration. */
  readonly changedRows: number
}

export interface KmeansResult {
  /** Cluster of each row, 0..clusters-1; every cluster has at least one row. */
  readonly assignments: Int32Array
  /** clusters x columns, the mean of the cluster's rows (up to the tolerance). */
  readonly centroids: Matrix
  readonly clusters: number
  /** Sum of squared distances of the rows to their centroids. */
  readonly inertia: number
  /** Iterations of the winning restart. */
  readonly iterations: number
  /** False when `maxIterations` ended the winning restart. */
  readonly hasConverged: boolean
}

/**
 * Same rows, seed and products, same result. A generator that pauses after every drawn start and every
 * iteration, so that a host can show progress, answer messages and stop.
 * Throws `invalidInput` for no rows and for values that are not finite.
 */
export async function* kmeansSteps(
  matrix: Matrix,
  openProducts: (points: Matrix) => Promise<RowProducts>,
  options: KmeansOptions,
): AsyncGenerator<KmeansProgress, KmeansResult, undefined> {
  invariant(matrix.data.length === matrix.rows * matrix.columns, 'k-means: wrong matrix size')
  const restarts = options.restarts ?? 10
  invariant(
    options.clusters >= 1 && restarts >= 1,
    'k-means: needs clusters and restarts of 1 or more',
  )
  const shiftLimit = (options.tolerance ?? 1e-4) * meanVariance(matrix)
  const products = await openProducts(matrix)
  const points = { matrix, squaredNorms: squaredNorms(matrix), products }
  try {
    const starts = yield* drawStarts(points, options, restarts)
    let best: KmeansResult | undefined
    for (const [index, start] of starts.entries()) {
      const plan = { restart: index + 1, restarts, shiftLimit }
      const result = yield* oneRestart(points, options, { ...plan, start })
      if (best === undefined || result.inertia < best.inertia) best = result
    }
    invariant(best !== undefined, 'k-means: no restart was run')
    return best
  } finally {
    await products.dispose()
  }
}

async function* drawStarts(
  points: Points,
  { clusters, seed }: KmeansOptions,
  restarts: number,
): AsyncGenerator<KmeansProgress, Matrix[], undefined> {
  const randoms = Array.from({ length: restarts }, (_, index) =>
    createRandom(deriveSeed(seed, `k-means restart ${index + 1}`)),
  )
  const { rows } = points.matrix
  const drawing = drawCentroids(points, Math.min(clusters, rows), randoms)
  for (;;) {
    const step = await drawing.next()
    if (step.done === true) return step.value
    yield { restart: 1, restarts, iteration: 0, changedRows: rows }
  }
}

interface RestartPlan {
  readonly restart: number
  readonly restarts: number
  readonly shiftLimit: number
  readonly start: Matrix
}

async function* oneRestart(
  points: Points,
  options: KmeansOptions,
  { restart, restarts, shiftLimit, start }: RestartPlan,
): AsyncGenerator<KmeansProgress, KmeansResult, undefined> {
  const clusters = createClusters(points, start)
  const maxIterations = options.maxIterations ?? 300
  const first = await assignRows(points, clusters)
  yield { restart, restarts, iteration: 0, changedRows: first }
  for (let iteration = 1; ; iteration++) {
    if (iteration > maxIterations) return finish(points.matrix, clusters, maxIterations, false)
    const shift = moveCentroids(points, clusters)
    const changedRows = await assignRows(points, clusters)
    yield { restart, restarts, iteration, changedRows }
    if (changedRows === 0 || shift <= shiftLimit) {
      return finish(points.matrix, clusters, iteration, true)
    }
  }
}

/** Leaves empty clusters out, so that group ids have no holes. */
function finish(
  points: Matrix,
  clusters: Clusters,
  iterations: number,
  hasConverged: boolean,
): KmeansResult {
  const { columns } = points
  const used = [...new Set(clusters.assignments)].sort((a, b) => a - b)
  const newIndex = new Map(used.map((old, index) => [old, index]))
  const data = new Float32Array(used.length * columns)
  used.forEach((old, index) => {
    data.set(clusters.centroids.data.subarray(old * columns, (old + 1) * columns), index * columns)
  })
  const centroids = { rows: used.length, columns, data }
  const assignments = clusters.assignments.map((old) => newIndex.get(old)!)
  let inertia = 0
  assignments.forEach((c, row) => (inertia += squaredRowDistance(points, row, centroids, c)))
  return { assignments, centroids, clusters: used.length, inertia, iterations, hasConverged }
}

/** Mean over the columns of their variance; also the check that all values are finite. */
function meanVariance({ rows, columns, data }: Matrix): number {
  if (rows === 0 || columns === 0) {
    throw new StudioError(
      'invalidInput',
      said`clustering: expected at least one photo with features, got none`,
    )
  }
  const means = new Float64Array(columns)
  for (let i = 0, r = 0; r < rows; r++) for (let c = 0; c < columns; c++) means[c]! += data[i++]!
  for (let c = 0; c < columns; c++) means[c]! /= rows
  let sum = 0
  for (let i = 0, r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) sum += (data[i++]! - means[c]!) ** 2
    if (!Number.isFinite(sum)) {
      throw new StudioError(
        'invalidInput',
        said`clustering: the features of photo ${r + 1} of ${rows} hold a value that is not finite;
          extract the features again`,
      )
    }
  }
  return sum / (rows * columns)
}
