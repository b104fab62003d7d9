import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import { float32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import { segmentGraph } from '../../../src-main/engine/inference/inference-graphs.ts'
import { initialTensor } from '../../../src-main/engine/layers/state-store.ts'
import type { NetworkConfig } from '../../../src-main/engine/networks/segmentation-network.ts'
import type { MeasuringOptions } from '../../../src-main/engine/training/measure-statistics.ts'
import { measureStatistics } from '../../../src-main/engine/training/measure-statistics.ts'
import { largestDifference, numbers, randomTensor, tinyEncoder } from '../networks/tiny-network.ts'

const network: NetworkConfig = { encoder: tinyEncoder, outputStride: 8, width: 8, groupMode: 'paper' } // prettier-ignore
const STEM = 'network.encoder.stem'

let executor: Executor
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(async () => {
  await executor.dispose()
})

const { states } = segmentGraph(network, { width: 64, height: 64 }, 1)
const model = new Map([...states].map(([name, s]) => [name, initialTensor(s, 1)] as const))
const [a, b] = [randomTensor([2, 3, 64, 64], 1), randomTensor([2, 3, 64, 64], 2)]

async function* inTurn(batches: readonly Tensor[]): AsyncGenerator<Tensor, void, undefined> {
  for (const batch of batches) yield await Promise.resolve(batch)
}

function measured(batches: readonly Tensor[], change: Partial<MeasuringOptions> = {}) {
  return measureStatistics({
    executor,
    network,
    tensors: model,
    batches: inTurn(batches),
    ...change,
  })
}

it('gives every statistic the mean over the batches, whatever it was before', async () => {
  const [ofA, ofB] = [await measured([a]), await measured([b])]
  const shifted = new Map(
    [...model].map(([name, tensor]) => {
      const isStatistic = /\.running\w+$/.test(name)
      return [name, isStatistic ? randomTensor(tensor.shape, 3) : tensor] as const
    }),
  )
  const both = await measured([a, b], { tensors: shifted })
  const statistics = [...states.values()].filter(({ role }) => role === 'statistic')
  expect([...both.keys()].sort()).toEqual(statistics.map(({ name }) => name).sort())
  for (const [name, tensor] of both) {
    const other = numbers(ofB.get(name))
    const mean = numbers(ofA.get(name)).map((value, i) => (value + other[i]!) / 2)
    expect(largestDifference(tensor, float32Tensor(tensor.shape, mean)), name).toBeLessThan(1e-5)
  }
})

it('measures the unbiased variance of what the layer sees', async () => {
  const narrow = new Map(model)
  const weight = float32Tensor(
    [4, 3, 3, 3],
    Array.from({ length: 108 }, (_, i) => (i % 27 === 4 ? 1 : 0)),
  )
  narrow.set(`${STEM}.conv.weight`, weight)
  // The filter picks every second pixel of the first channel.
  const seen = [0, 1].flatMap((image) => {
    const plane = numbers(a).slice(image * 3 * 4096, image * 3 * 4096 + 4096)
    return plane.filter((_, i) => Math.floor(i / 64) % 2 === 0 && i % 2 === 0)
  })
  const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length
  const variance = seen.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (seen.length - 1)
  const found = await measured([a], { tensors: narrow })
  expect(numbers(found.get(`${STEM}.norm.runningMean`))[0]).toBeCloseTo(mean, 5)
  expect(numbers(found.get(`${STEM}.norm.runningVariance`))[0]).toBeCloseTo(variance, 5)
})

it('is the same bit for bit when it is measured again', async () => {
  expect(await measured([a, b])).toEqual(await measured([a, b]))
})

it('leaves fixed statistics alone, and the layers behind them see what they normalize', async () => {
  const fixed = new Set([...states.keys()].filter((name) => name.startsWith(STEM)))
  const found = await measured([a], { fixed })
  expect([...found.keys()].filter((name) => name.startsWith(STEM))).toEqual([])
  const middle = 'network.encoder.middle.norm.runningVariance'
  const free = await measured([a])
  expect(largestDifference(found.get(middle), free.get(middle))).toBeGreaterThan(1e-3)
})
