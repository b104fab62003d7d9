// The groups of one large user set: K-means over made-up features that look like pooled ones (never
// negative, more scene types than clusters), beside one matrix product of the same size.

import { createOnnxruntimeExecutor } from '../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Matrix } from '../../src-main/core/clustering/distances.ts'
import { kmeansSteps } from '../../src-main/core/clustering/kmeans.ts'
import type { KmeansResult } from '../../src-main/core/clustering/kmeans.ts'
import { createRandom } from '../../src-main/core/random.ts'
import { openRowProducts } from '../../src-main/engine/clustering/row-products.ts'
import type { Executor } from '../../src-main/engine/executor/executor.ts'
import type { Bench } from './measurement.ts'
import { timed } from './measurement.ts'

const ROWS = 10_080
const COLUMNS = 2048
const CLUSTERS = 80
const SCENES = 120
const RUNS = 3

export const kmeans: Bench = {
  name: 'kmeans',
  summary: `${ROWS} x ${COLUMNS} features, K = ${CLUSTERS}, 10 restarts, two threads`,
  minutes: 1,
  async run(say) {
    const executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 2 })
    try {
      say('making features')
      const points = madeUpFeatures()
      const product = await timeProduct(executor, points)
      const results: KmeansResult[] = []
      const times = await timed(RUNS, async () => {
        results.push(await cluster(executor, points))
        say(`inertia ${results.at(-1)!.inertia.toFixed(0)}`)
      })
      const assignments = results.map((result) => result.assignments.join())
      if (new Set(assignments).size > 1) throw new Error('the same seed gave different groups')
      const seconds = times.map((ms) => ms / 1000)
      return [
        { what: 'ten restarts', unit: 's', values: seconds, target: 10 },
        { what: 'iterations of the best', unit: 'count', values: results.map((r) => r.iterations) },
        { what: 'one product with 80 rows', unit: 's', values: product, isReference: true },
      ]
    } finally {
      await executor.dispose()
    }
  },
}

async function cluster(executor: Executor, points: Matrix): Promise<KmeansResult> {
  const openProducts = openRowProducts.bind(null, executor)
  const steps = kmeansSteps(points, openProducts, { clusters: CLUSTERS, seed: 0 })
  for (;;) {
    const step = await steps.next()
    if (step.done === true) return step.value
  }
}

async function timeProduct(executor: Executor, points: Matrix): Promise<number[]> {
  const products = await openRowProducts(executor, points)
  const data = points.data.subarray(0, CLUSTERS * COLUMNS)
  const times = await timed(10, () => products.with({ rows: CLUSTERS, columns: COLUMNS, data }))
  await products.dispose()
  return times.map((ms) => ms / 1000)
}

function madeUpFeatures(): Matrix {
  const random = createRandom(5)
  const scenes = Float32Array.from({ length: SCENES * COLUMNS }, () => random.normal() * 0.5)
  const data = new Float32Array(ROWS * COLUMNS)
  for (let row = 0; row < ROWS; row++) {
    const scene = random.integer(SCENES) * COLUMNS
    for (let c = 0; c < COLUMNS; c++) {
      data[row * COLUMNS + c] = Math.max(0, scenes[scene + c]! + random.normal() * 0.8)
    }
  }
  return { rows: ROWS, columns: COLUMNS, data }
}
