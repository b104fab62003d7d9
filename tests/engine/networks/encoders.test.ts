import { describe, expect, it } from 'vitest'
import { ENCODERS, findEncoder } from '../../../src-main/engine/networks/encoders.ts'
import { newContext } from './tiny-network.ts'

describe.each([...ENCODERS])('the encoder $name', (encoder) => {
  it('gives two taps of one size at an eighth of the image', () => {
    const { graph, context } = newContext('training')
    const image = graph.input('image', 'float32', [1, 3, 64, 96])
    const { main, auxiliary } = encoder.taps(context, image, 8)
    expect(main.shape.slice(2)).toEqual([8, 12])
    expect(auxiliary.shape.slice(2)).toEqual([8, 12])
  })

  it('describes a whole image by what it learned on ImageNet alone', () => {
    const { graph, context, states } = newContext('inference')
    const features = encoder.imageFeatures(context, graph.input('image', 'float32', [2, 3, 64, 96]))
    expect(features.shape).toEqual([2, expect.any(Number)])
    const origins = [...states.declarations.values()].map(({ origin }) => origin)
    expect(new Set(origins)).toEqual(new Set(['pretrained']))
  })

  it('is found by its name', () => expect(findEncoder(encoder.name)).toBe(encoder))
})

it('says which encoders there are', () => {
  expect(() => findEncoder('vgg')).toThrow(
    'choose one of mobilenet-v2, resnet-50, resnet-50-deep, resnet-50-keras, resnet-101, ' +
      'vgg-16, vgg-16-deeplab',
  )
})
