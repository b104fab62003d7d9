import { expect, test } from 'vitest'
import { recognizeNetwork } from '../../../src-main/engine/checkpoint/recognize-network.ts'
import type { Tensor } from '../../../src-main/engine/graph/types.ts'
import { randomTensor } from '../networks/tiny-network.ts'
import {
  TINY_DEEPLAB,
  TINY_ENCODERS,
  TINY_RESNET,
  TINY_VGG,
  resnetFile,
  vggFile,
} from './tiny-weights.ts'

function recognize(tensors: ReadonlyMap<string, Tensor>, encoders = TINY_ENCODERS) {
  return recognizeNetwork(tensors, encoders, 'a.pth')
}

test('a file is of the network that finds all its layers in it', () => {
  const file = resnetFile()
  const unused = ['bn1.num_batches_tracked', 'fc.bias']
  const { encoder, used, ...rest } = recognize(file)
  expect(encoder).toBe(TINY_RESNET)
  expect(rest).toEqual({ unused, others: [] })
  expect(used).toEqual([...file.keys()].filter((name) => !unused.includes(name)))
})

test('of two networks the one that uses more of the file is taken, folded biases counted', () => {
  const file = vggFile()
  const { encoder, used, unused, others } = recognize(file)
  expect(encoder).toBe(TINY_DEEPLAB)
  expect(used).toEqual([...file.keys()])
  expect(unused).toEqual([])
  expect(others).toEqual([TINY_VGG])
  expect(recognize(file, [TINY_VGG]).unused).toHaveLength(3 * 6)
})

test('what a longer network has more is not used by a shorter one', () => {
  const file = resnetFile().set('layer1.1.conv1.weight', randomTensor([2, 8, 1, 1], 1))
  expect(recognize(file).unused).toContain('layer1.1.conv1.weight')
})

test('missing tensors of the closest network are named', () => {
  const file = resnetFile()
  for (const name of file.keys()) if (name.startsWith('layer4.0.bn')) file.delete(name)
  expect(() => recognize(file)).toThrow(
    'a.pth: expected the ImageNet weights of a network; closest is resnet-50, which finds 73 of its ' +
      '85 tensors, but encoder.layer4.0.first.norm.scale is missing, ' +
      'encoder.layer4.0.first.norm.shift is missing, ' +
      'encoder.layer4.0.first.norm.runningMean is missing, ' +
      'encoder.layer4.0.first.norm.runningVariance is missing, ' +
      'encoder.layer4.0.middle.norm.scale is missing and 7 more; ' +
      'give a file with all layers of one of: resnet-50, vgg-16, vgg-16-deeplab',
  )
})

test('a tensor of the wrong shape is named as in the file', () => {
  const file = resnetFile().set('conv1.weight', randomTensor([2, 4, 7, 7], 1))
  expect(() => recognize(file)).toThrow(
    'closest is resnet-50, which finds 85 of its 85 tensors, but encoder.stem.conv.weight ' +
      '(conv1.weight) should be float32 [2, 3, 7, 7], but is float32 [2, 4, 7, 7]; give a file',
  )
})

test('a bias that does not fit its convolution fits no network', () => {
  const file = vggFile().set('features.0.bias', randomTensor([5], 1))
  expect(() => recognize(file)).toThrow('the bias of its convolution is float32 [5]')
})

test.each([
  ['no tensors', new Map<string, Tensor>()],
  ['foreign names', new Map([['w', randomTensor([1], 1)]])],
])('%s are of no network', (_, file) => {
  expect(() => recognize(file)).toThrow(
    'a.pth: expected the ImageNet weights of a network, but no tensor has a name that one has; give',
  )
})
