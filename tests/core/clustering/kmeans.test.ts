import { describe, expect, it } from 'vitest'
import type { Matrix } from '../../../src-main/core/clustering/distances.ts'
import {
  rowDistance,
  squaredDistancesTo,
  squaredRowDistance,
} from '../../../src-main/core/clustering/distances.ts'
import type { KmeansProgress } from '../../../src-main/core/clustering/kmeans.ts'
import { kmeans, kmeansSteps } from '../../../src-main/core/clustering/kmeans.ts'
import { sampledSilhouette } from '../../../src-main/core/clustering/silhouette.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { fc } from '../arbitraries.ts'

/** Coordinates from a coarse grid, so that equal rows and ties happen. */
const matrices: fc.Arbitrary<Matrix> = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 6 }))
  .chain(([rows, columns]) =>
    fc
      .array(fc.integer({ min: -4, max: 4 }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
      .map((values) => ({ rows, columns, data: Float32Array.from(values, (v) => v / 2) })),
  )

const options = fc.record({
  clusters: fc.integer({ min: 1, max: 12 }),
  seed: fc.nat(),
  restarts: fc.integer({ min: 1, max: 3 }),
})

/** Rows around `centres` corners of a 16-dimensional cube, far apart. */
function blobs(centres: number, each: number): Matrix {
  const random = createRandom(9)
  const data = Float32Array.from({ length: centres * each * 16 }, (_, i) => {
    const row = Math.floor(i / 16)
    return (i % 16 === row % centres ? 20 : 0) + random.normal()
  })
  return { rows: centres * each, columns: 16, data }
}

function distinctRows({ rows, columns, data }: Matrix): number {
  const all = Array.from({ length: rows }, (_, r) =>
    data.subarray(r * columns, (r + 1) * columns).join(),
  )
  return new Set(all).size
}

describe('k-means', () => {
  it('puts every row into its nearest non-empty cluster, numbered without holes', () => {
    fc.assert(
      fc.property(matrices, options, (points, wanted) => {
        const result = kmeans(points, wanted)
        const { assignments, centroids, clusters } = result
        expect(clusters).toBe(centroids.rows)
        expect(clusters).toBeLessThanOrEqual(Math.min(wanted.clusters, distinctRows(points)))
        expect(new Set(assignments).size).toBe(clusters)
        let inertia = 0
        assignments.forEach((own, row) => {
          const distances = Array.from({ length: clusters }, (_, c) =>
            rowDistance(points, row, centroids, c),
          )
          expect(distances[own]!).toBeLessThanOrEqual(Math.min(...distances) + 1e-5)
          inertia += distances[own]! ** 2
        })
        expect(result.inertia).toBeCloseTo(inertia, 8)
      }),
    )
  })

  it('gives the same result for the same seed', () => {
    fc.assert(
      fc.property(matrices, options, (points, wanted) => {
        expect(kmeans(points, wanted)).toEqual(kmeans(points, wanted))
      }),
    )
  })

  it('never raises the inertia with a further iteration', () => {
    fc.assert(
      fc.property(matrices, options, (points, wanted) => {
        const one = { ...wanted, restarts: 1, tolerance: 0 }
        let last = Infinity
        for (let maxIterations = 1; maxIterations <= 6; maxIterations++) {
          const { inertia } = kmeans(points, { ...one, maxIterations })
          expect(inertia).toBeLessThanOrEqual(last * (1 + 1e-5) + 1e-6)
          last = inertia
        }
      }),
    )
  })

  it('equals plain Lloyd iterations from the same start', () => {
    const random = createRandom(77)
    const points = {
      rows: 300,
      columns: 7,
      data: Float32Array.from({ length: 2100 }, () => random.normal()),
    }
    const start = kmeans(points, { clusters: 12, seed: 4, restarts: 1, maxIterations: 0 })
    const { assignments, inertia } = kmeans(points, {
      clusters: 12,
      seed: 4,
      restarts: 1,
      tolerance: 0,
    })
    const slow = lloyd(points, start.centroids)
    expect([...assignments]).toEqual(slow)
    expect(inertia).toBeLessThan(start.inertia)
  })

  it('finds clusters that lie far apart, and their silhouette is high', () => {
    const points = blobs(6, 20)
    const result = kmeans(points, { clusters: 6, seed: 1 })
    for (let row = 0; row < points.rows; row++) {
      expect(result.assignments[row]).toBe(result.assignments[row % 6])
    }
    expect([result.clusters, result.hasConverged]).toEqual([6, true])
    const { mean, byCluster } = sampledSilhouette(points, result.assignments, {
      clusters: 6,
      seed: 1,
    })
    expect(mean).toBeGreaterThan(0.7)
    expect(byCluster.every((value) => value !== null && value > 0.7)).toBe(true)
  })

  it('takes no more clusters than different photos', () => {
    const data = Float32Array.of(1, 1, 1, 1, 5, 5)
    const { clusters, inertia } = kmeans({ rows: 3, columns: 2, data }, { clusters: 80, seed: 1 })
    expect([clusters, inertia]).toEqual([2, 0])
  })

  it('is no worse with more restarts', () => {
    const points = blobs(9, 8)
    const [few, many] = [1, 8].map((restarts) => kmeans(points, { clusters: 9, seed: 3, restarts }))
    expect(many!.inertia).toBeLessThanOrEqual(few!.inertia)
  })

  it('reports each iteration and stops when asked', () => {
    const seen: KmeansProgress[] = []
    const onProgress = (progress: KmeansProgress): void => void seen.push(progress)
    const shouldAbort = (): boolean => seen.length === 2
    expect(() =>
      kmeans(blobs(4, 10), { clusters: 4, seed: 1 }, { onProgress, shouldAbort }),
    ).toThrow(expect.objectContaining({ kind: 'cancelled' }))
    expect(seen.map(({ restart, iteration }) => [restart, iteration])).toEqual([
      [1, 0],
      [1, 1],
    ])
  })

  it('in steps gives the same as in one go', () => {
    const points = blobs(5, 6)
    const steps = kmeansSteps(points, { clusters: 5, seed: 8 })
    let step = steps.next()
    while (step.done !== true) step = steps.next()
    expect(step.value).toEqual(kmeans(points, { clusters: 5, seed: 8 }))
  })

  it('refuses nothing and values that are not finite', () => {
    const none = { rows: 0, columns: 4, data: new Float32Array(0) }
    expect(() => kmeans(none, { clusters: 2, seed: 1 })).toThrow(/at least one photo/)
    const broken = { rows: 2, columns: 2, data: Float32Array.of(1, 2, NaN, 3) }
    expect(() => kmeans(broken, { clusters: 2, seed: 1 })).toThrow(/photo \d of 2.*not finite/)
  })
})

describe('row distances', () => {
  it('are the same one by one and four at a time', () => {
    fc.assert(
      fc.property(matrices, (points) => {
        const out = new Float64Array(points.rows)
        squaredDistancesTo(points, points, 0, out)
        out.forEach((squared, row) => {
          expect(squared).toBeCloseTo(squaredRowDistance(points, row, points, 0), 9)
        })
        expect(out[0]).toBe(0)
      }),
    )
  })
})

function lloyd(points: Matrix, start: Matrix): number[] {
  const { rows, columns } = points
  const centroids = { ...start, data: start.data.slice() }
  let assignments: number[] = []
  for (;;) {
    const next = Array.from({ length: rows }, (_, row) => {
      const all = Array.from({ length: start.rows }, (_c, c) =>
        rowDistance(points, row, centroids, c),
      )
      return all.indexOf(Math.min(...all))
    })
    if (next.join() === assignments.join()) return next
    assignments = next
    for (let c = 0; c < start.rows; c++) {
      const own = assignments.flatMap((a, row) => (a === c ? [row] : []))
      for (let i = 0; i < columns; i++) {
        const sum = own.reduce((total, row) => total + points.data[row * columns + i]!, 0)
        centroids.data[c * columns + i] = sum / own.length
      }
    }
  }
}
