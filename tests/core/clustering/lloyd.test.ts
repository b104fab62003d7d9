import { describe, expect, it } from 'vitest'
import type { Matrix } from '../../../src-main/core/clustering/distances.ts'
import {
  assignRows,
  createClusters,
  moveCentroids,
} from '../../../src-main/core/clustering/lloyd.ts'
import type { Points } from '../../../src-main/core/clustering/row-products.ts'
import { squaredNorms } from '../../../src-main/core/clustering/row-products.ts'
import { plainProducts } from './plain-products.ts'

function column(...values: number[]): Matrix {
  return { rows: values.length, columns: 1, data: Float32Array.from(values) }
}

async function pointsOf(matrix: Matrix): Promise<Points> {
  return { matrix, squaredNorms: squaredNorms(matrix), products: await plainProducts(matrix) }
}

describe('a cluster without rows', () => {
  it('takes the row farthest from its own centroid, and every row still finds its nearest', async () => {
    const points = await pointsOf(column(0, 1, 2, 9, 3))
    const clusters = createClusters(points, column(0, 100, 200))
    expect(await assignRows(points, clusters)).toBe(5)
    expect([...clusters.assignments]).toEqual([0, 0, 0, 0, 0])
    moveCentroids(points, clusters)
    expect([...clusters.centroids.data]).toEqual([1, 9, 3])
    expect(await assignRows(points, clusters)).toBe(0)
    expect([...clusters.assignments]).toEqual([0, 0, 0, 1, 2])
  })

  it('stays empty when all rows are equal', async () => {
    const points = await pointsOf(column(4, 4, 4))
    const clusters = createClusters(points, column(4, 7))
    await assignRows(points, clusters)
    moveCentroids(points, clusters)
    expect(await assignRows(points, clusters)).toBe(0)
    expect([...clusters.assignments, ...clusters.centroids.data]).toEqual([0, 0, 0, 4, 7])
  })
})

describe('the mean of a cluster', () => {
  it('follows the rows that come and go', async () => {
    const points = await pointsOf(column(0, 2, 10, 12, 4))
    const clusters = createClusters(points, column(0, 3))
    await assignRows(points, clusters)
    expect([...clusters.assignments]).toEqual([0, 1, 1, 1, 1])
    moveCentroids(points, clusters)
    expect([...clusters.centroids.data]).toEqual([0, 7])
    expect(await assignRows(points, clusters)).toBe(1)
    moveCentroids(points, clusters)
    expect([...clusters.centroids.data]).toEqual([1, Math.fround(26 / 3)])
  })
})
