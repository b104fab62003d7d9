import { describe, expect, it } from 'vitest'
import { translateWeights } from '../../../src-main/engine/checkpoint/pretrained-weights.ts'
import { filledTensor, float32Tensor } from '../../../src-main/engine/graph/tensor.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import {
  kerasConvolution,
  kerasResnetWeights,
} from '../../../src-main/engine/networks/keras-resnet-weights.ts'
import { resnet50Keras } from '../../../src-main/engine/networks/resnets.ts'
import { numbers, statesOf } from './tiny-network.ts'

const convert = kerasResnetWeights.convertWeights!

describe("keras's resnet-50", () => {
  it('names 320 tensors: all fill a layer or fold into one, but the two of the classifier', () => {
    const tensors = new Map(
      [...kerasNames(), 'fc1000/kernel', 'fc1000/bias'].map((name) => [name, stub(name)]),
    )
    expect(tensors.size).toBe(320)
    const { tensors: found, unknown } = translateWeights({ tensors, metadata: {} }, resnet50Keras)
    expect(unknown).toEqual(['fc1000/kernel', 'fc1000/bias'])
    expect([...found.keys()].sort()).toEqual(
      statesOf(resnet50Keras).map((name) => `network.${name}`),
    )
  })

  it.each([
    ['res2a_branch2b/kernel', 'encoder.layer1.0.middle.conv.weight'],
    ['bn5c_branch2c/moving_variance', 'encoder.layer4.2.last.norm.runningVariance'],
    ['res4a_branch1/bias', 'encoder.layer3.0.shortcut.conv.bias'],
    ['bn_conv1/beta', 'encoder.stem.norm.shift'],
    ['res2a_branch2d/kernel', null],
    ['bn_conv1/kernel', null],
    ['res6a_branch1/kernel', null],
    ['conv1/gamma', null],
  ])('calls %s %s', (name, expected) => {
    expect(kerasResnetWeights.translateName(name)).toBe(expected)
  })

  it('keeps its kernels as [height, width, in, out], and the classifier as [in, out]', () => {
    // Each number tells its own place: height, width, input, output.
    const places = [0, 1].flatMap((h) =>
      [0, 1, 2].flatMap((w) => [0, 1].flatMap((i) => [0, 1].map((o) => placeNumber(h, w, i, o)))),
    )
    const kernel = kerasConvolution(float32Tensor([2, 3, 2, 2], places))
    expect(kernel.shape).toEqual([2, 2, 2, 3])
    expect(numbers(kernel)).toEqual(
      [0, 1].flatMap((o) =>
        [0, 1].flatMap((i) => [0, 1].flatMap((h) => [0, 1, 2].map((w) => placeNumber(h, w, i, o)))),
      ),
    )
    const dense = kerasConvolution(float32Tensor([2, 3], [1, 2, 3, 4, 5, 6]))
    expect(dense).toEqual(float32Tensor([3, 2], [1, 4, 2, 5, 3, 6]))
  })

  it('sees a colour as it did, when fed RGB with the ImageNet mean and deviation', () => {
    const [blue, green, red] = [0.5, -0.25, 0.125]
    const stem = convert(
      new Map([
        ['conv1/kernel', float32Tensor([1, 1, 3, 1], [blue, green, red])],
        ['conv1/bias', float32Tensor([1], [2])],
      ]),
    )
    const [r, g, b] = [200, 90, 31] as const
    const before = blue * (b - 103.939) + green * (g - 116.779) + red * (r - 123.68) + 2
    const [first = 0, second = 0, third = 0] = numbers(stem.get('conv1/kernel'))
    const after =
      first * ((r / 255 - 0.485) / 0.229) +
      second * ((g / 255 - 0.456) / 0.224) +
      third * ((b / 255 - 0.406) / 0.225) +
      numbers(stem.get('conv1/bias'))[0]!
    expect(after).toBeCloseTo(before, 4)
  })

  it('refuses a file without its stem, and kernels of another type', () => {
    expect(() => convert(new Map())).toThrow(/no conv1\/kernel/)
    const whole = new Map([['conv1/kernel', filledTensor('int32', [1, 1, 3, 1], 0)]])
    expect(() => convert(whole)).toThrow(/should be float32, but is int32/)
  })
})

function placeNumber(h: number, w: number, i: number, o: number): number {
  return 1000 * h + 100 * w + 10 * i + o
}

function kerasNames(): string[] {
  const branches = [3, 4, 6, 3].flatMap((count, layer) =>
    Array.from({ length: count }, (_, block) => {
      const parts = block === 0 ? ['1', '2a', '2b', '2c'] : ['2a', '2b', '2c']
      return parts.map((part) => `${layer + 2}${'abcdef'[block]!}_branch${part}`)
    }).flat(),
  )
  const pairs = [
    ['conv1', 'bn_conv1'],
    ...branches.map((branch) => [`res${branch}`, `bn${branch}`]),
  ]
  return pairs.flatMap(([conv = '', norm = '']) => [
    `${conv}/kernel`,
    `${conv}/bias`,
    ...['gamma', 'beta', 'moving_mean', 'moving_variance'].map((leaf) => `${norm}/${leaf}`),
  ])
}

/** Of the right rank: values and sizes do not matter to names. */
function stub(name: string): Tensor {
  return filledTensor('float32', name.endsWith('/kernel') ? [1, 1, 3, 1] : [1], 1)
}
