import { describe, expect, it } from 'vitest'
import type { Matrix } from '../../../src-main/core/clustering/distances.ts'
import { rowDistance } from '../../../src-main/core/clustering/distances.ts'
import type {
  KmeansOptions,
  KmeansProgress,
  KmeansResult,
} from '../../../src-main/core/clustering/kmeans.ts'
import { kmeansSteps } from '../../../src-main/core/clustering/kmeans.ts'
import { sampledSilhouette } from '../../../src-main/core/clustering/silhouette.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { fc } from '../arbitraries.ts'
import { plainProducts } from './plain-products.ts'

async function kmeans(points: Matrix, options: KmeansOptions): Promise<KmeansResult> {
  const steps = kmeansSteps(points, plainProducts, options)
  for (;;) {
    const step = await steps.next()
    if (step.done === true) return step.value
  }
}

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
  it('puts every row into its nearest non-empty cluster, numbered without holes', async () => {
    await fc.assert(
      fc.asyncProperty(matrices, options, async (points, wanted) => {
        const result = await kmeans(points, wanted)
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

  it('gives the same result for the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(matrices, options, async (points, wanted) => {
        expect(await kmeans(points, wanted)).toEqual(await kmeans(points, wanted))
      }),
    )
  })

  it('never raises the inertia with a further iteration', async () => {
    await fc.assert(
      fc.asyncProperty(matrices, options, async (points, wanted) => {
        const one = { ...wanted, restarts: 1, tolerance: 0 }
        let last = Infinity
        for (let maxIterations = 1; maxIterations <= 6; maxIterations++) {
          const { inertia } = await kmeans(points, { ...one, maxIterations })
          expect(inertia).toBeLessThanOrEqual(last * (1 + 1e-5) + 1e-6)
          last = inertia
        }
      }),
    )
  })

  it('equals plain Lloyd iterations from the same start', async () => {
    const random = createRandom(77)
    const points = {
      rows: 300,
      columns: 7,
      data: Float32Array.from({ length: 2100 }, () => random.normal()),
    }
    const start = await kmeans(points, { clusters: 12, seed: 4, restarts: 1, maxIterations: 0 })
    const { assignments, inertia } = await kmeans(points, {
      clusters: 12,
      seed: 4,
      restarts: 1,
      tolerance: 0,
    })
    const slow = lloyd(points, start.centroids)
    expect([...assignments]).toEqual(slow)
    expect(inertia).toBeLessThan(start.inertia)
  })

  it('finds clusters that lie far apart, and their silhouette is high', async () => {
    const points = blobs(6, 20)
    const result = await kmeans(points, { clusters: 6, seed: 1 })
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

  it('takes no more clusters than different photos', async () => {
    const data = Float32Array.of(1, 1, 1, 1, 5, 5)
    const { clusters, inertia } = await kmeans(
      { rows: 3, columns: 2, data },
      { clusters: 80, seed: 1 },
    )
    expect([clusters, inertia]).toEqual([2, 0])
  })

  it('is no worse with more restarts', async () => {
    const points = blobs(9, 8)
    const few = await kmeans(points, { clusters: 9, seed: 3, restarts: 1 })
    const many = await kmeans(points, { clusters: 9, seed: 3, restarts: 8 })
    expect(many.inertia).toBeLessThanOrEqual(few.inertia)
  })

  it('reports each drawn start and each iteration, and lets go of the points when left', async () => {
    const seen: KmeansProgress[] = []
    let isDisposed = false
    const openProducts = async (points: Matrix) => {
      const products = await plainProducts(points)
      const dispose = (): Promise<void> => {
        isDisposed = true
        return Promise.resolve()
      }
      return { ...products, dispose }
    }
    for await (const progress of kmeansSteps(blobs(4, 10), openProducts, {
      clusters: 4,
      seed: 1,
    })) {
      seen.push(progress)
      if (progress.iteration === 1) break
    }
    expect(seen.map(({ restart, iteration }) => [restart, iteration])).toEqual([
      ...[1, 2, 3].map(() => [1, 0]),
      [1, 0],
      [1, 1],
    ])
    expect(isDisposed).toBe(true)
  })

  it('is not led astray by products that are off within their error', async () => {
    const points = blobs(5, 12)
    const random = createRandom(3)
    const shaken = async (matrix: Matrix) => {
      const products = await plainProducts(matrix)
      const shake = (value: number): number => value * (1 + (random.uniform() - 0.5) * 2 ** -23)
      return {
        ...products,
        with: async (others: Matrix) => (await products.with(others)).map(shake),
      }
    }
    const options = { clusters: 9, seed: 2, restarts: 1 }
    const steps = kmeansSteps(points, shaken, options)
    let step = await steps.next()
    while (step.done !== true) step = await steps.next()
    expect(step.value.assignments).toEqual((await kmeans(points, options)).assignments)
  })

  it('refuses nothing and values that are not finite', async () => {
    const none = { rows: 0, columns: 4, data: new Float32Array(0) }
    await expect(kmeans(none, { clusters: 2, seed: 1 })).rejects.toThrow(/at least one photo/)
    const broken = { rows: 2, columns: 2, data: Float32Array.of(1, 2, NaN, 3) }
    await expect(kmeans(broken, { clusters: 2, seed: 1 })).rejects.toThrow(
      /photo \d of 2.*not finite/,
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
