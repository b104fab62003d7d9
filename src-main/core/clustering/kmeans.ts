// K-means with k-means++ starts and several restarts. A generator that pauses after every iteration, so
// that a host can show progress, answer messages and stop; `kmeans` runs it to the end.

import { StudioError, invariant } from '../errors.ts'
import { createRandom, deriveSeed } from '../random.ts'
import type { Matrix } from './distances.ts'
import { squaredRowDistance } from './distances.ts'
import { drawCentroids } from './kmeans-start.ts'
import { assignRows, createBounds, moveCentroids } from './lloyd-elkan.ts'
import type { Bounds } from './lloyd-elkan.ts'

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

export interface KmeansCallbacks {
  readonly onProgress?: (progress: KmeansProgress) => void
  /** Asked after every iteration; true ends the run with a `cancelled` error. */
  readonly shouldAbort?: () => boolean
}

/** Same rows and seed, same result. Throws `invalidInput` for empty or non-finite rows. */
export function kmeans(
  points: Matrix,
  options: KmeansOptions,
  callbacks: KmeansCallbacks = {},
): KmeansResult {
  const steps = kmeansSteps(points, options)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    callbacks.onProgress?.(step.value)
    if (callbacks.shouldAbort?.() === true) {
      throw new StudioError('cancelled', 'clustering was cancelled')
    }
  }
}

/** The same in steps: each `next()` is one iteration. */
export function* kmeansSteps(
  points: Matrix,
  options: KmeansOptions,
): Generator<KmeansProgress, KmeansResult, undefined> {
  invariant(points.data.length === points.rows * points.columns, 'k-means: wrong matrix size')
  const restarts = options.restarts ?? 10
  invariant(
    options.clusters >= 1 && restarts >= 1,
    'k-means: needs clusters and restarts of 1 or more',
  )
  const shiftLimit = (options.tolerance ?? 1e-4) * meanVariance(points)
  let best: KmeansResult | undefined
  for (let restart = 1; restart <= restarts; restart++) {
    const result = yield* oneRestart(points, options, { restart, restarts, shiftLimit })
    if (best === undefined || result.inertia < best.inertia) best = result
  }
  invariant(best !== undefined, 'k-means: no restart was run')
  return best
}

interface RestartPlan {
  readonly restart: number
  readonly restarts: number
  readonly shiftLimit: number
}

function* oneRestart(
  points: Matrix,
  options: KmeansOptions,
  { restart, restarts, shiftLimit }: RestartPlan,
): Generator<KmeansProgress, KmeansResult, undefined> {
  const random = createRandom(deriveSeed(options.seed, `k-means restart ${restart}`))
  const start = drawCentroids(points, Math.min(options.clusters, points.rows), random)
  const bounds = createBounds(points, start)
  const maxIterations = options.maxIterations ?? 300
  yield { restart, restarts, iteration: 0, changedRows: points.rows }
  for (let iteration = 1; ; iteration++) {
    if (iteration > maxIterations) return finish(points, bounds, maxIterations, false)
    const shift = moveCentroids(points, bounds)
    const changedRows = assignRows(points, bounds)
    yield { restart, restarts, iteration, changedRows }
    if (changedRows === 0 || shift <= shiftLimit) return finish(points, bounds, iteration, true)
  }
}

/** Leaves empty clusters out, so that group ids have no holes. */
function finish(
  points: Matrix,
  bounds: Bounds,
  iterations: number,
  hasConverged: boolean,
): KmeansResult {
  const { columns } = points
  const used = [...new Set(bounds.assignments)].sort((a, b) => a - b)
  const newIndex = new Map(used.map((old, index) => [old, index]))
  const data = new Float32Array(used.length * columns)
  used.forEach((old, index) => {
    data.set(bounds.centroids.data.subarray(old * columns, (old + 1) * columns), index * columns)
  })
  const centroids = { rows: used.length, columns, data }
  const assignments = bounds.assignments.map((old) => newIndex.get(old)!)
  let inertia = 0
  assignments.forEach((c, row) => (inertia += squaredRowDistance(points, row, centroids, c)))
  return { assignments, centroids, clusters: used.length, inertia, iterations, hasConverged }
}

/** Mean over the columns of their variance; also the check that all values are finite. */
function meanVariance({ rows, columns, data }: Matrix): number {
  if (rows === 0 || columns === 0) {
    throw new StudioError(
      'invalidInput',
      'clustering: expected at least one photo with features, got none',
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
        `clustering: the features of photo ${r + 1} of ${rows} hold a value that is not finite; ` +
          'extract the features again',
      )
    }
  }
  return sum / (rows * columns)
}
