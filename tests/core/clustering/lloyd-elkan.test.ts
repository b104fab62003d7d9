import { describe, expect, it } from 'vitest'
import { rowDistance } from '../../../src-main/core/clustering/distances.ts'
import {
  assignRows,
  createBounds,
  moveCentroids,
} from '../../../src-main/core/clustering/lloyd-elkan.ts'

describe('a cluster without rows', () => {
  it('takes the row farthest from its own centroid, and every row still finds its nearest', () => {
    const points = { rows: 5, columns: 1, data: Float32Array.of(0, 1, 2, 9, 3) }
    const centroids = { rows: 3, columns: 1, data: Float32Array.of(0, 100, 200) }
    const distances = Float32Array.from({ length: 15 }, (_, i) =>
      rowDistance(points, Math.floor(i / 3), centroids, i % 3),
    )
    const bounds = createBounds(points, { centroids, distances })
    expect([...bounds.assignments]).toEqual([0, 0, 0, 0, 0])
    moveCentroids(points, bounds)
    expect([...centroids.data]).toEqual([1, 9, 3])
    assignRows(points, bounds)
    expect([...bounds.assignments]).toEqual([0, 0, 0, 1, 2])
    bounds.upper.forEach((upper, row) => {
      const own = rowDistance(points, row, centroids, bounds.assignments[row]!)
      expect(upper).toBeGreaterThanOrEqual(own - 1e-6)
    })
  })

  it('stays empty when all rows are equal', () => {
    const points = { rows: 3, columns: 1, data: Float32Array.of(4, 4, 4) }
    const centroids = { rows: 2, columns: 1, data: Float32Array.of(4, 7) }
    const distances = Float32Array.of(0, 3, 0, 3, 0, 3)
    const bounds = createBounds(points, { centroids, distances })
    moveCentroids(points, bounds)
    expect([assignRows(points, bounds), [...bounds.assignments], [...centroids.data]]).toEqual([
      0,
      [0, 0, 0],
      [4, 7],
    ])
  })
})
