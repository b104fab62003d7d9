// k-means++ (Arthur and Vassilvitskii 2007): each further centroid is a row drawn with probability
// proportional to its squared distance from the centroids drawn before. All restarts draw side by side, so
// that the points are read once for all of them.

import type { Random } from '../random.ts'
import type { Matrix } from './distances.ts'
import { squaredRowDistance } from './distances.ts'
import type { Points } from './row-products.ts'
import { productError, squaredNorms } from './row-products.ts'

interface Draw {
  readonly random: Random
  readonly rows: number[]
  /** Squared distance of each point to the nearest drawn row. */
  readonly nearest: Float64Array
  isComplete: boolean
}

/**
 * Draws up to `clusters` different rows with each random source, fewer when all other rows equal a drawn
 * one. Yields after each row.
 */
export async function* drawCentroids(
  points: Points,
  clusters: number,
  randoms: readonly Random[],
): AsyncGenerator<void, Matrix[], undefined> {
  const { rows } = points.matrix
  const draws = randoms.map((random): Draw => ({
    random,
    rows: [random.integer(rows)],
    nearest: new Float64Array(rows).fill(Infinity),
    isComplete: clusters === 1,
  }))
  while (draws.some(({ isComplete }) => !isComplete)) {
    await drawNext(points, clusters, draws)
    yield
  }
  return draws.map((draw) => rowsOf(points.matrix, draw.rows))
}

async function drawNext(points: Points, clusters: number, draws: readonly Draw[]): Promise<void> {
  const newest = rowsOf(
    points.matrix,
    draws.map((draw) => draw.rows.at(-1)!),
  )
  const products = await points.products.with(newest)
  for (const [index, draw] of draws.entries()) {
    if (draw.isComplete) continue
    const total = approach(points, newest, { products, index, nearest: draw.nearest })
    if (total > 0) draw.rows.push(drawProportional(draw.nearest, total, draw.random))
    draw.isComplete = total === 0 || draw.rows.length === clusters
  }
}

interface Newest {
  readonly products: Float32Array
  readonly index: number
  readonly nearest: Float64Array
}

/** Lowers `nearest` to the distances to the newest row and returns their sum. */
function approach({ matrix, squaredNorms: norms }: Points, rows: Matrix, newest: Newest): number {
  const { products, index, nearest } = newest
  const own = squaredNorms(rows)[index]!
  const error = 2 * productError(matrix.columns)
  let total = 0
  for (let i = 0; i < matrix.rows; i++) {
    let squared = norms[i]! + own - 2 * products[i * rows.rows + index]!
    // Equal rows have distance 0 exactly: they must never be drawn.
    if (squared < error * Math.sqrt(norms[i]! * own)) {
      squared = squaredRowDistance(matrix, i, rows, index)
    }
    if (squared < nearest[i]!) nearest[i] = squared
    total += nearest[i]!
  }
  return total
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

function rowsOf({ columns, data }: Matrix, rows: readonly number[]): Matrix {
  const copy = new Float32Array(rows.length * columns)
  rows.forEach((row, index) => {
    copy.set(data.subarray(row * columns, (row + 1) * columns), index * columns)
  })
  return { rows: rows.length, columns, data: copy }
}
