// Every loss and its gradient against PyTorch's own functions (tests/tools/make-training-fixtures.py).

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import { gradients } from '../../../src-main/engine/autodiff/gradients.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import type { Value } from '../../../src-main/engine/graph/graph.ts'
import { int32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import { domainLoss } from '../../../src-main/engine/losses/domain-loss.ts'
import { segmentationLoss } from '../../../src-main/engine/losses/segmentation-loss.ts'
import { selfInformation } from '../../../src-main/engine/losses/self-information.ts'
import { multiply } from '../../../src-main/engine/operators/multiply.ts'
import { reduceSum } from '../../../src-main/engine/operators/reduce.ts'
import { below, readGolden } from '../networks/reference.ts'
import { largestDifference, newContext, numbers, runGraph } from '../networks/tiny-network.ts'

const TOLERANCE = 1e-4

let executor: Executor
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(async () => {
  await executor.dispose()
})

const golden = readGolden('training/losses')
const auxiliaryWeight = Number(golden.metadata['auxiliaryWeight'])

type Feed = (name: string) => Value
type Loss = (feed: Feed, file: ReadonlyMap<string, Tensor>) => Value

const supervision: Loss = (feed, file) => {
  const weights = file.get('classWeights')
  const logits = { main: feed('main'), auxiliary: feed('auxiliary') }
  const classWeights = weights === undefined ? [] : numbers(weights)
  return segmentationLoss(logits, feed('labels'), { auxiliaryWeight, classWeights }).total
}
const information: Loss = (feed) =>
  reduceSum(multiply(feed('upstream'), selfInformation(feed('logits'))))

const LOSSES: Readonly<Record<string, Loss>> = {
  supervision,
  'supervision-weighted': supervision,
  'supervision-sharp': supervision,
  'supervision-ignored': supervision,
  'supervision-one-pixel': supervision,
  pseudo: supervision,
  'domain-source': (feed) => domainLoss(feed('domain'), 'source'),
  'domain-target': (feed) => domainLoss(feed('domain'), 'target'),
  'self-information': information,
  'self-information-sharp': information,
  // What the network minimises against a discriminator that is one fixed filter.
  fooling: (feed) => {
    const seen = multiply(selfInformation(feed('logits')), feed('judge'))
    return domainLoss(reduceSum(seen, { axes: [1], keepDims: true }), 'source')
  },
}

describe.each(Object.entries(LOSSES))('%s', (name, loss) => {
  it('has the value and the gradient that PyTorch has', async () => {
    const file = below(golden.tensors, `${name}/`)
    const { graph, states } = newContext('training')
    const feeds = new Map<string, Tensor>()
    const feed: Feed = (input) => {
      const stored = file.get(input)!
      const tensor = input === 'labels' ? int32Tensor(stored.shape, numbers(stored)) : stored
      feeds.set(input, tensor)
      return graph.inputs.get(input) ?? graph.input(input, tensor.dataType, tensor.shape)
    }
    const value = loss(feed, file)
    graph.output('loss', value)
    const expected = below(file, 'gradient/')
    const slopes = gradients(value, [...expected.keys()].map(feed))
    for (const [i, input] of [...expected.keys()].entries()) {
      graph.output(`gradient ${input}`, slopes[i]!)
    }
    const results = await runGraph(executor, { graph, states }, feeds)
    expect(relativeError(results.get('loss'), file.get('loss')!)).toBeLessThan(TOLERANCE)
    expect(expected.size).toBeGreaterThan(0)
    for (const [input, gradient] of expected) {
      const error = relativeError(results.get(`gradient ${input}`), gradient)
      expect(error, `gradient of ${input}`).toBeLessThan(TOLERANCE)
    }
  })
})

it('covers every case of the file', () => {
  const cases = new Set([...golden.tensors.keys()].map((name) => name.split('/')[0]))
  expect([...cases].sort()).toEqual(Object.keys(LOSSES).sort())
})

/** By the largest number; the difference itself where PyTorch has nothing but zeros. */
function relativeError(actual: Tensor | undefined, expected: Tensor): number {
  const size = Math.max(...numbers(expected).map(Math.abs))
  return largestDifference(actual, expected) / (size === 0 ? 1 : size)
}
