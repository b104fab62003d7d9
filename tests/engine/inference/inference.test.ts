import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Executor, State } from '../../../src-main/engine/executor/executor.ts'
import { float32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import { FeatureExtractor } from '../../../src-main/engine/inference/feature-extractor.ts'
import type {
  GroupImage,
  GroupSegmenterOptions,
} from '../../../src-main/engine/inference/group-segmenter.ts'
import { GroupSegmenter } from '../../../src-main/engine/inference/group-segmenter.ts'
import { imageTensor } from '../../../src-main/engine/inference/image-tensor.ts'
import {
  encodeGraph,
  featureGraph,
  segmentGraph,
} from '../../../src-main/engine/inference/inference-graphs.ts'
import { inferenceSize } from '../../../src-main/engine/inference/inference-size.ts'
import { initialTensor } from '../../../src-main/engine/layers/state-store.ts'
import type { NetworkConfig } from '../../../src-main/engine/networks/segmentation-network.ts'
import { segment } from '../../../src-main/engine/networks/segmentation-network.ts'
import {
  largestDifference,
  newContext,
  numbers,
  randomTensor,
  tinyEncoder,
} from '../networks/tiny-network.ts'

const MODES = ['paper', 'official-fixed', 'official-exact', 'global'] as const

const network: NetworkConfig = {
  encoder: tinyEncoder,
  outputStride: 8,
  width: 8,
  groupMode: 'paper',
}

let executor: Executor
let state: State
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
  const first = new Map<string, Tensor>()
  for (const groupMode of MODES) {
    const { states } = segmentGraph({ ...network, groupMode }, { width: 32, height: 32 }, 1)
    for (const [name, s] of states) first.set(name, initialTensor(s, 1))
  }
  state = await executor.createState(first)
})
afterAll(async () => {
  await state.dispose()
  await executor.dispose()
})

interface Sized {
  readonly width: number
  readonly height: number
  readonly seed: number
}

async function segmentAll(
  images: readonly Sized[],
  options: Partial<GroupSegmenterOptions> = {},
): Promise<Tensor[]> {
  const segmenter = new GroupSegmenter({ executor, network, batchSize: 8, ...options })
  const group = images.map(groupImage)
  const logits: Tensor[] = []
  for await (const result of segmenter.segment(group, state)) logits[result.index] = result.logits
  await segmenter.dispose()
  return logits
}

function groupImage({ width, height, seed }: Sized): GroupImage {
  const read = () => Promise.resolve(randomTensor([1, 3, height, width], seed))
  return { width, height, read }
}

/** Logits of square images in one pass, which see each other. */
async function segmentTogether(config: NetworkConfig, seeds: readonly number[]): Promise<Tensor> {
  const { context, graph } = newContext('inference')
  const image = graph.input('image', 'float32', [seeds.length, 3, 32, 32])
  graph.output('logits', segment(context, image, config).main)
  const batch = joined(seeds.map((seed) => randomTensor([1, 3, 32, 32], seed)))
  const program = await executor.compile(graph)
  const results = await program.run(new Map([['image', batch]]), state)
  await program.dispose()
  return results.get('logits')!
}

/** One after the other along the first axis. */
function joined(tensors: readonly Tensor[]): Tensor {
  const shape = tensors[0]!.shape.with(0, tensors.length)
  return float32Tensor(shape, tensors.flatMap(numbers))
}

const square = (seed: number): Sized => ({ width: 32, height: 32, seed })
const wide = (seed: number): Sized => ({ width: 48, height: 32, seed })

describe('whole-group inference', () => {
  it('gives each image logits of its own size and aspect', async () => {
    const shapes = (await segmentAll([wide(1), square(2)])).map(({ shape }) => shape)
    expect(shapes).toEqual([
      [1, 21, 4, 6],
      [1, 21, 4, 4],
    ])
  })

  it.each(MODES)('gives what one pass over the whole group gives, in the mode %s', async (mode) => {
    const config = { ...network, groupMode: mode }
    const received = await segmentAll([square(1), square(2), square(3)], { network: config, batchSize: 3 }) // prettier-ignore
    const expected = await segmentTogether(config, [1, 2, 3])
    expect(largestDifference(joined(received), expected)).toBeLessThan(1e-5)
  })

  it('in the mode official-exact walks a group in batches, the last filled from the first', async () => {
    const config = { ...network, groupMode: 'official-exact' } as const
    const received = await segmentAll([square(1), square(2), square(3)], { network: config, batchSize: 2 }) // prettier-ignore
    const [first, second] = [await segmentTogether(config, [1, 2]), await segmentTogether(config, [3, 1])] // prettier-ignore
    expect(largestDifference(joined(received.slice(0, 2)), first)).toBeLessThan(1e-5)
    const filled = numbers(second).slice(0, numbers(received[2]).length)
    expect(largestDifference(received[2], float32Tensor([filled.length], filled))).toBeLessThan(1e-5) // prettier-ignore
  })

  it('takes every image of a group for one in the mean, whatever its size', async () => {
    const config = { ...network, groupMode: 'global' } as const
    const segmenter = new GroupSegmenter({ executor, network: config, batchSize: 8 })
    const feedsOf = async (...images: Sized[]): Promise<number[]> => {
      const lent = await segmenter.groupFeeds(images.map(groupImage), state).next()
      return numbers(lent.value?.feeds.get('groupMean'))
    }
    const [small, large] = [await feedsOf(square(1)), await feedsOf(wide(2))]
    const mean = small.map((value, i) => (value + large[i]!) / 2)
    const received = await feedsOf(wide(2), square(1))
    for (const [i, value] of received.entries()) expect(value).toBeCloseTo(mean[i]!, 6)
    await segmenter.dispose()
  })

  it.each(MODES)('lets each image see the others, in the mode %s', async (mode) => {
    const options = { network: { ...network, groupMode: mode }, batchSize: 2 }
    const [alone] = await segmentAll([square(1)], options)
    const [among] = await segmentAll([square(1), wide(2)], options)
    expect(largestDifference(alone, among)).toBeGreaterThan(1e-6)
  })

  it('does not depend on the order of the images', async () => {
    const [a, b, c] = await segmentAll([square(1), wide(2), square(3)])
    const [c2, a2, b2] = await segmentAll([square(3), square(1), wide(2)])
    const worst = [largestDifference(a, a2), largestDifference(b, b2), largestDifference(c, c2)]
    expect(Math.max(...worst)).toBeLessThan(1e-5)
  })

  it('gives the same when features do not fit in memory and programs take turns', async () => {
    const images = [square(1), wide(2), square(3)]
    const kept = await segmentAll(images)
    const encodedTwice = await segmentAll(images, { keptFeatureBytes: 0, keptPrograms: 1 })
    expect(encodedTwice).toEqual(kept)
  })

  it('segments images one by one where there is no group module', async () => {
    const baseline: NetworkConfig = { ...network, groupMode: 'none' }
    expect([...encodeGraph(baseline, wide(1)).graph.outputs.keys()]).toEqual(['features'])
    const [alone] = await segmentAll([square(1)], { network: baseline })
    const [among] = await segmentAll([square(1), square(2)], { network: baseline })
    expect(among).toEqual(alone)
  })

  it('has nothing to say about an empty group', async () => {
    expect(await segmentAll([], { network: { ...network, groupMode: 'none' } })).toEqual([])
  })
})

describe('inference size', () => {
  it.each([
    [640, 480, 240, 320, 240],
    [480, 640, 240, 240, 320],
    [854, 480, 480, 848, 480],
    [10, 1000, 16, 16, 1600],
    [4032, 3024, 480, 640, 480],
  ])('of %i x %i with short side %i is %i x %i', (width, height, shortSide, w, h) => {
    expect(inferenceSize({ width, height }, shortSide)).toEqual({ width: w, height: h })
  })
})

describe('image tensor', () => {
  it('has one plane a channel, normalised by the ImageNet mean and deviation', () => {
    const image = { width: 2, height: 1, data: Uint8Array.of(255, 0, 0, 0, 255, 0) }
    const tensor = imageTensor([image, image])
    expect(tensor.shape).toEqual([2, 3, 1, 2])
    const plane = [1, 0, 0, 1, 0, 0].map((value, i) => {
      const channel = Math.floor(i / 2)
      return (value - [0.485, 0.456, 0.406][channel]!) / [0.229, 0.224, 0.225][channel]!
    })
    for (const [i, value] of [...plane, ...plane].entries())
      expect(tensor.data[i]).toBeCloseTo(value, 5)
  })

  it('refuses images of different sizes', () => {
    const image = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3) }
    expect(() => imageTensor([image, { width: 1, height: 2, data: new Uint8Array(6) }])).toThrow(
      /1x2/,
    )
  })
})

describe('feature extractor', () => {
  it('gives one vector an image, the same for the same image', async () => {
    const size = { width: 48, height: 32 }
    const pretrained = new Map(
      [...featureGraph(tinyEncoder, size).states].map(([name, s]) => [name, initialTensor(s, 1)]),
    )
    const extractor = await FeatureExtractor.create({
      executor,
      encoder: tinyEncoder,
      pretrained,
      size,
    })
    const image = randomTensor([1, 3, 32, 48], 4)
    const features = await extractor.extract(image)
    expect(features).toHaveLength(8)
    expect(await extractor.extract(image)).toEqual(features)
    expect(await extractor.extract(randomTensor([1, 3, 32, 48], 5))).not.toEqual(features)
    await extractor.dispose()
  })
})
