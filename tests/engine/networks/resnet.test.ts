import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOnnxruntimeExecutor } from '../../../src-main/adapters/onnxruntime/onnxruntime-executor.ts'
import type { Executor } from '../../../src-main/engine/executor/executor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import type { ResnetSpec } from '../../../src-main/engine/networks/resnet.ts'
import { planLayers, resnet, resnetLayers } from '../../../src-main/engine/networks/resnet.ts'
import { resnet101, resnet50, resnet50Deep } from '../../../src-main/engine/networks/resnets.ts'
import {
  sequentialStemName,
  torchvisionName,
} from '../../../src-main/engine/networks/resnet-weights.ts'
import { slice } from '../../../src-main/engine/operators/slice-and-pad.ts'
import {
  largestDifference,
  newContext,
  numbers,
  randomTensor,
  runGraph,
  statesOf,
} from './tiny-network.ts'

const RESNET_50: ResnetSpec = {
  name: 'resnet',
  blocks: [3, 4, 6, 3],
  stem: 'deep',
  strideOn: 'middle',
  epsilon: 1e-5,
  width: 64,
  weights: { translateName: sequentialStemName },
}

let executor: Executor
beforeAll(async () => {
  executor = await createOnnxruntimeExecutor({ provider: 'cpu', threads: 1 })
})
afterAll(async () => {
  await executor.dispose()
})

describe('a resnet', () => {
  it('has 40 x 40 places for 320 pixels in layers 2, 3 and 4 at output stride 8', () => {
    const { graph, context } = newContext('inference')
    const image = graph.input('image', 'float32', [1, 3, 320, 320])
    expect(resnetLayers(context, image, RESNET_50, 8).map(({ shape }) => shape)).toEqual([
      [1, 256, 80, 80],
      [1, 512, 40, 40],
      [1, 1024, 40, 40],
      [1, 2048, 40, 40],
    ])
  })

  it.each([
    [8, 40, 40],
    [16, 20, 20],
    [32, 10, 20],
  ] as const)('at output stride %i has a main tap of %i and an auxiliary one of %i', (...row) => {
    const [outputStride, main, auxiliary] = row
    const { graph, context } = newContext('inference')
    const image = graph.input('image', 'float32', [1, 3, 320, 320])
    const taps = resnet101.taps(context, image, outputStride)
    expect(taps.main.shape).toEqual([1, 2048, main, main])
    expect(taps.auxiliary.shape).toEqual([1, 1024, auxiliary, auxiliary])
  })

  it('gives a 3x3 convolution that lost its stride half the dilation of its layer', () => {
    expect(dilations('middle', 8)).toEqual(['1/1 1', '2/1 1', '1/1 2', '1/2 4'])
    expect(dilations('middle', 16)).toEqual(['1/1 1', '2/1 1', '2/1 1', '1/1 2'])
    expect(dilations('middle', 32)).toEqual(['1/1 1', '2/1 1', '2/1 1', '2/1 1'])
  })

  it('gives it all of the dilation where the 1x1 before it lost the stride', () => {
    expect(dilations('first', 8)).toEqual(['1/1 1', '2/1 1', '1/2 2', '1/4 4'])
  })

  it.each(['middle', 'first'] as const)(
    'with the stride on the %s convolution sees at stride 8 what it sees at 32, and more',
    async (strideOn) => {
      const narrow = resnet({ ...RESNET_50, blocks: [1, 2, 2, 2], strideOn, width: 4 })
      const { graph, context, states } = newContext('inference')
      const image = graph.input('image', 'float32', [1, 3, 64, 96])
      const [fine, coarse] = [narrow.taps(context, image, 8), narrow.taps(context, image, 32)]
      const every = (step: number) => [2, 3].map((axis) => ({ axis, step }))
      graph.output('fine main', slice(fine.main, every(4)))
      graph.output('fine auxiliary', slice(fine.auxiliary, every(2)))
      graph.output('coarse main', coarse.main)
      graph.output('coarse auxiliary', coarse.auxiliary)
      const feeds = new Map([['image', randomTensor([1, 3, 64, 96], 3)]])
      const results = await runGraph(executor, { graph, states }, feeds)
      expect(relativeDifference(results, 'main')).toBeLessThan(1e-5)
      expect(relativeDifference(results, 'auxiliary')).toBeLessThan(1e-5)
    },
  )

  it('describes a whole image by 2048 numbers, with the states of its taps', () => {
    const { graph, context, states } = newContext('inference')
    const image = graph.input('image', 'float32', [2, 3, 320, 320])
    expect(resnet50.imageFeatures(context, image).shape).toEqual([2, 2048])
    const used = states.declarations.size
    resnet50.taps(context, image, 8)
    expect(states.declarations.size).toBe(used)
  })
})

describe('the weights of a resnet', () => {
  const single = [['conv1', 'bn1']]
  const numbered = [1, 2, 3].map((i) => [`conv${i}`, `bn${i}`])
  const sequential = [
    ['conv1.0', 'conv1.1'],
    ['conv1.3', 'conv1.4'],
    ['conv1.6', 'bn1'],
  ]

  it('are those of torchvision, every one', () => {
    expect(resnet50.translateName('layer3.5.conv2.weight')).toBe(
      'encoder.layer3.5.middle.conv.weight',
    )
    expect(translated(torchvisionName, single, [3, 4, 6, 3])).toEqual(statesOf(resnet50))
    expect(translated(torchvisionName, single, [3, 4, 23, 3])).toEqual(statesOf(resnet101))
    expect(statesOf(resnet50)).toHaveLength(265)
  })

  it('are those of the released code with its deep stem, in either of its forms', () => {
    const prefixed = numbered.map((pair) => pair.map((module) => `prefix.${module}`))
    const expected = statesOf(resnet50Deep)
    const { translateName } = resnet50Deep
    expect(translated(translateName, numbered, [3, 4, 6, 3])).toEqual(expected)
    expect(translated(translateName, prefixed, [3, 4, 6, 3])).toEqual(expected)
    expect(translated(sequentialStemName, sequential, [3, 4, 6, 3])).toEqual(expected)
  })

  it.each([
    'fc.weight',
    'fc.bias',
    'bn1.num_batches_tracked',
    'layer1.0.downsample.2.weight',
    'layer5.0.conv1.weight',
    'layer1.0.constructor.weight',
    'conv2.weight',
    'weight',
  ])('do not have a tensor called %s', (name) => expect(torchvisionName(name)).toBeNull())
})

function dilations(strideOn: ResnetSpec['strideOn'], outputStride: 8 | 16 | 32): string[] {
  return planLayers({ ...RESNET_50, strideOn }, outputStride).map(
    ({ stride, firstDilation, dilation }) => `${stride}/${firstDilation} ${dilation}`,
  )
}

function relativeDifference(results: ReadonlyMap<string, Tensor>, tap: string): number {
  const coarse = results.get(`coarse ${tap}`)
  const size = Math.max(...numbers(coarse).map(Math.abs))
  return largestDifference(results.get(`fine ${tap}`), coarse) / size
}

/** The engine's names of all tensors of a file, sorted; each stem entry is a convolution and its norm. */
function translated(
  translateName: (name: string) => string | null,
  stem: readonly string[][],
  blocks: readonly number[],
): (string | null)[] {
  const pairs = blocks.flatMap((count, layer) =>
    Array.from({ length: count }, (_, index) => {
      const modules = [1, 2, 3].map((i) => [`conv${i}`, `bn${i}`])
      const all = index === 0 ? [...modules, ['downsample.0', 'downsample.1']] : modules
      return all.map((pair) => pair.map((module) => `layer${layer + 1}.${index}.${module}`))
    }).flat(),
  )
  return [...stem, ...pairs]
    .flatMap(([conv = '', norm = '']) => [
      `${conv}.weight`,
      ...['weight', 'bias', 'running_mean', 'running_var'].map((leaf) => `${norm}.${leaf}`),
    ])
    .map(translateName)
    .sort()
}
