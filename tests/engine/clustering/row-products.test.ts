import { afterAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { openRowProducts } from '../../../src-main/engine/clustering/row-products.ts'
import { plainProducts } from '../../core/clustering/plain-products.ts'

const executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
afterAll(() => executor.dispose())

function normalRows(rows: number, columns: number, seed: number) {
  const random = createRandom(seed)
  return {
    rows,
    columns,
    data: Float32Array.from({ length: rows * columns }, () => random.normal()),
  }
}

describe('products of rows on the runtime', () => {
  it('are those of plain arithmetic, for any number of other rows', async () => {
    const points = normalRows(37, 19, 1)
    const fast = await openRowProducts(executor, points)
    const plain = await plainProducts(points)
    for (const others of [normalRows(1, 19, 2), normalRows(5, 19, 3), normalRows(8, 19, 4)]) {
      const [received, expected] = [await fast.with(others), await plain.with(others)]
      expect(received).toHaveLength(expected.length)
      received.forEach((value, at) => {
        expect(value).toBeCloseTo(expected[at]!, 4)
      })
    }
    await fast.dispose()
  })
})
