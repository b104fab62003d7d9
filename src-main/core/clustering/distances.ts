// Euclidean distances between rows of Float32 matrices, summed in double precision. The inner loops of
// k-means and silhouette; nothing else belongs here.

/** Rows of equal length, one after the other. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  /** rows x columns values. */
  readonly data: Float32Array
}

/** |a_i - b_j|^2 for row i of `a` and row j of `b`. */
export function squaredRowDistance(a: Matrix, i: number, b: Matrix, j: number): number {
  const { columns } = a
  const x = a.data.subarray(i * columns, (i + 1) * columns)
  const y = b.data.subarray(j * columns, (j + 1) * columns)
  const even = columns - (columns % 4)
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  for (let c = 0; c < even; c += 4) {
    const d0 = x[c]! - y[c]!
    const d1 = x[c + 1]! - y[c + 1]!
    const d2 = x[c + 2]! - y[c + 2]!
    const d3 = x[c + 3]! - y[c + 3]!
    s0 += d0 * d0
    s1 += d1 * d1
    s2 += d2 * d2
    s3 += d3 * d3
  }
  for (let c = even; c < columns; c++) s0 += (x[c]! - y[c]!) ** 2
  return s0 + s1 + (s2 + s3)
}

/** Distance (not squared) of row i of `a` to row j of `b`. */
export function rowDistance(a: Matrix, i: number, b: Matrix, j: number): number {
  return Math.sqrt(squaredRowDistance(a, i, b, j))
}
