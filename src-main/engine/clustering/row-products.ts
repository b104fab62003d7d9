// The scalar products of k-means as one matrix product on the executor, the points kept beside the device.

import type { Matrix } from '../../core/clustering/distances.ts'
import type { RowProducts } from '../../core/clustering/row-products.ts'
import { invariant } from '../../core/errors.ts'
import type { Executor } from '../executor/executor.ts'
import { Graph } from '../graph/graph.ts'
import { createTensor } from '../graph/tensor.ts'
import { ProgramCache } from '../inference/program-cache.ts'
import { matmul, swapLastAxes } from '../operators/matmul.ts'

/** One program for the rows drawn by all restarts, one for the centroids of one. */
const KEPT_PROGRAMS = 2

/** The caller disposes of the products; the executor stays the caller's. */
export async function openRowProducts(executor: Executor, points: Matrix): Promise<RowProducts> {
  const { rows, columns, data } = points
  const tensor = createTensor('float32', [rows, columns], data)
  const state = await executor.createState(new Map([['points', tensor]]))
  const cache = new ProgramCache(executor, KEPT_PROGRAMS)
  return {
    async with(others) {
      const program = await cache.get(`${others.rows}`, () => productGraph(points, others.rows))
      const feed = createTensor('float32', [others.rows, columns], others.data)
      const results = await program.run(new Map([['others', feed]]), state)
      const products = results.get('products')?.data
      invariant(products instanceof Float32Array, 'the product graph gives products')
      return products
    },
    async dispose() {
      await cache.dispose()
      await state.dispose()
    },
  }
}

function productGraph({ rows, columns }: Matrix, otherRows: number): Graph {
  const graph = new Graph()
  const points = graph.state('points', [rows, columns])
  const others = graph.input('others', 'float32', [otherRows, columns])
  graph.output('products', matmul(points, swapLastAxes(others)))
  return graph
}
