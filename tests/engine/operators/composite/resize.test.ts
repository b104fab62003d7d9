// Resizing and pooling as matrix products, against numbers of PyTorch's definitions worked by hand.

import { afterAll, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Value } from '../../../../src-main/engine/graph/graph.ts'
import { Graph } from '../../../../src-main/engine/graph/graph.ts'
import { float32Tensor } from '../../../../src-main/engine/graph/tensor.ts'
import {
  averagePoolMatrix,
  bilinearMatrix,
} from '../../../../src-main/engine/operators/composite/interpolation.ts'
import {
  adaptiveAveragePool,
  globalAveragePool,
  resizeBilinear,
} from '../../../../src-main/engine/operators/composite/resize.ts'
import { runOnce } from '../case-programs.ts'

const executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })

afterAll(async () => {
  await executor.dispose()
})

const PIXELS = [0, 1, 2, 3, 4, 5]

it('resizes with half-pixel centres, repeating the border', async () => {
  const resized = await apply(
    (x) => resizeBilinear(x, [2, 4], { alignCorners: false }),
    [1, 1, 2, 2],
  )
  expect(resized).toEqual([0, 0.25, 0.75, 1, 2, 2.25, 2.75, 3])
})

it('resizes with corners aligned', async () => {
  const resized = await apply(
    (x) => resizeBilinear(x, [3, 3], { alignCorners: true }),
    [1, 1, 2, 2],
  )
  expect(resized).toEqual([0, 0.5, 1, 1, 1.5, 2, 2, 2.5, 3])
})

it('returns the image itself when the size stays', () => {
  const x = new Graph().input('x', 'float32', [1, 2, 5, 7])
  expect(resizeBilinear(x, [5, 7], { alignCorners: false })).toBe(x)
})

it('pools adaptively with overlapping bins', async () => {
  const pooled = await apply((x) => adaptiveAveragePool(x, [1, 2]), [1, 1, 2, 3])
  expect(pooled).toEqual([2, 3])
})

it('pools globally', async () => {
  expect(await apply(globalAveragePool, [1, 2, 1, 3])).toEqual([1, 4])
})

it.each([
  [10, 3],
  [40, 6],
  [3, 7],
  [1, 4],
  [4, 1],
])('weighs every output of %i to %i by 1 in all', (from, to) => {
  for (const matrix of [
    bilinearMatrix(from, to, true),
    bilinearMatrix(from, to, false),
    averagePoolMatrix(from, to),
  ]) {
    for (let row = 0; row < to; row++) {
      const weights = matrix.data.subarray(row * from, (row + 1) * from)
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5)
    }
  }
})

async function apply(build: (x: Value) => Value, shape: readonly number[]): Promise<number[]> {
  const graph = new Graph()
  graph.output('y', build(graph.input('x', 'float32', shape)))
  const count = shape.reduce((product, size) => product * size, 1)
  const feeds = new Map([['x', float32Tensor(shape, PIXELS.slice(0, count))]])
  return [...((await runOnce(executor, graph, feeds)).get('y')?.data ?? [])].map(Number)
}
