import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import type { Value } from '../../../src-main/engine/graph/graph.ts'
import { filledTensor, float32Tensor, int32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import { domainLoss } from '../../../src-main/engine/losses/domain-loss.ts'
import { segmentationLoss } from '../../../src-main/engine/losses/segmentation-loss.ts'
import { selfInformation } from '../../../src-main/engine/losses/self-information.ts'
import { newContext, numbers, runGraph } from '../networks/tiny-network.ts'

let executor: Executor
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(async () => {
  await executor.dispose()
})

async function evaluate(
  tensors: readonly Tensor[],
  body: (values: Value[]) => Value,
): Promise<number[]> {
  const { graph, states } = newContext('training')
  const inputs = tensors.map(({ dataType, shape }, i) => graph.input(`x${i}`, dataType, shape))
  graph.output('y', body(inputs))
  const feeds = new Map(tensors.map((tensor, i) => [`x${i}`, tensor]))
  return numbers((await runGraph(executor, { graph, states }, feeds)).get('y'))
}

const selfInformationOf = (logits: Tensor) => evaluate([logits], ([x]) => selfInformation(x!))

describe('self-information', () => {
  it('is 1/21 for every class of a uniform prediction, 1 in sum', async () => {
    const map = await selfInformationOf(filledTensor('float32', [1, 21, 1, 1], 3))
    for (const value of map) expect(value).toBeCloseTo(1 / 21, 6)
  })

  it('is nothing for a certain prediction, without a not-a-number', async () => {
    const logits = Array.from({ length: 21 }, (_, c) => (c === 4 ? 1000 : -1000))
    const map = await selfInformationOf(float32Tensor([1, 21, 1, 1], logits))
    expect(map.every((value) => Math.abs(value) < 1e-6)).toBe(true)
  })
})

describe('domain loss', () => {
  it('is the binary cross-entropy with source 0 and target 1', async () => {
    const logits = float32Tensor([1, 1, 1, 2], [2, -1])
    const softplus = (x: number) => Math.log1p(Math.exp(x))
    const [source] = await evaluate([logits], ([x]) => domainLoss(x!, 'source'))
    const [target] = await evaluate([logits], ([x]) => domainLoss(x!, 'target'))
    expect(source).toBeCloseTo((softplus(2) + softplus(-1)) / 2, 5)
    expect(target).toBeCloseTo((softplus(-2) + softplus(1)) / 2, 5)
  })
})

describe('segmentation loss', () => {
  const logits = float32Tensor([1, 2, 1, 2], [1, 0, 0, 3])
  const total = (labels: number[], classWeights: number[] = []) =>
    evaluate([logits, int32Tensor([1, 1, 2], labels)], ([main, truth]) => {
      return segmentationLoss({ main: main!, auxiliary: main! }, truth!, {
        auxiliaryWeight: 0.4,
        classWeights,
      }).total
    })
  const first = Math.log(1 + Math.exp(-1))
  const second = Math.log(1 + Math.exp(-3))

  it('averages over labelled pixels and adds the auxiliary part by its weight', async () => {
    expect((await total([0, 1]))[0]).toBeCloseTo((1.4 * (first + second)) / 2, 5)
  })

  it('weighs pixels by their class, as PyTorch does', async () => {
    const mean = (3 * first + 0.5 * second) / 3.5
    expect((await total([0, 1], [3, 0.5]))[0]).toBeCloseTo(1.4 * mean, 5)
  })

  it('leaves out pixels of the ignore index', async () => {
    expect((await total([0, 255]))[0]).toBeCloseTo(1.4 * first, 5)
  })

  it('is zero when every pixel is ignored', async () => {
    expect(await total([255, 255])).toEqual([0])
  })
})
