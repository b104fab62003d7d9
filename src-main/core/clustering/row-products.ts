// The one costly step of k-means as a port: scalar products of all points with some other rows. The engine
// does it as a matrix product; what to make of the numbers is decided here, in core.

import type { Matrix } from './distances.ts'

export interface RowProducts {
  /** points x others single-precision values: the scalar product of point i and row j of `others`. */
  with(others: Matrix): Promise<Float32Array>
  dispose(): Promise<void>
}

/** The points with the squared length of every row. */
export interface Points {
  readonly matrix: Matrix
  readonly squaredNorms: Float64Array
  readonly products: RowProducts
}

export function squaredNorms({ rows, columns, data }: Matrix): Float64Array {
  const norms = new Float64Array(rows)
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = 0
    for (let c = 0; c < columns; c++, at++) sum += data[at]! * data[at]!
    norms[row] = sum
  }
  return norms
}

/**
 * How far a single-precision scalar product of two rows may be off, for rows of length 1: rounding errors
 * add up like a random walk over the columns; 8 is many standard deviations. What lies closer is compared
 * exactly.
 */
export function productError(columns: number): number {
  return 8 * Math.sqrt(columns) * 2 ** -24
}
