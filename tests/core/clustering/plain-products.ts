// Scalar products in plain TypeScript, rounded to single precision as a runtime's are.

import type { Matrix } from '../../../src-main/core/clustering/distances.ts'
import type { RowProducts } from '../../../src-main/core/clustering/row-products.ts'

export function plainProducts(points: Matrix): Promise<RowProducts> {
  const { columns } = points
  const row = (matrix: Matrix, index: number): Float32Array =>
    matrix.data.subarray(index * columns, (index + 1) * columns)
  return Promise.resolve({
    with: (others) => {
      const products = new Float32Array(points.rows * others.rows)
      for (let at = 0; at < products.length; at++) {
        const a = row(points, Math.floor(at / others.rows))
        const b = row(others, at % others.rows)
        products[at] = a.reduce((sum, value, c) => Math.fround(sum + value * b[c]!), 0)
      }
      return Promise.resolve(products)
    },
    dispose: () => Promise.resolve(),
  })
}
