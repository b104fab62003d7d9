import { describe, expect, it } from 'vitest'
import { vgg16, vgg16Deeplab } from '../../../src-main/engine/networks/vgg.ts'
import { newContext, statesOf } from './tiny-network.ts'

describe.each([
  { encoder: vgg16, channels: 512, features: 512, stages: 4 },
  { encoder: vgg16Deeplab, channels: 1024, features: 512, stages: 5 },
])('$encoder.name', ({ encoder, channels, features, stages }) => {
  it('has 40 x 40 places for 320 pixels at both taps', () => {
    const { graph, context } = newContext('inference')
    const image = graph.input('image', 'float32', [1, 3, 320, 320])
    const taps = encoder.taps(context, image, 8)
    expect(taps.main.shape).toEqual([1, channels, 40, 40])
    expect(taps.auxiliary.shape).toEqual([1, 256, 40, 40])
  })

  it('refuses another output stride', () => {
    const { graph, context } = newContext('inference')
    const image = graph.input('image', 'float32', [1, 3, 320, 320])
    expect(() => encoder.taps(context, image, 16)).toThrow(/output stride of 8, not of 16/)
  })

  it('describes a whole image by its last ImageNet layer', () => {
    const { graph, context, states } = newContext('inference')
    const image = graph.input('image', 'float32', [2, 3, 64, 64])
    expect(encoder.imageFeatures(context, image).shape).toEqual([2, features])
    expect([...states.declarations.values()].every(({ origin }) => origin === 'pretrained')).toBe(
      true,
    )
  })

  it('finds every tensor of its stages in the file of vgg16_bn', () => {
    const positions = [[0, 3], [7, 10], [14, 17, 20], [24, 27, 30], [34, 37, 40]] // prettier-ignore
    const names = positions
      .slice(0, stages)
      .flat()
      .flatMap((position) => [
        `features.${position}.weight`,
        ...['weight', 'bias', 'running_mean', 'running_var'].map(
          (leaf) => `features.${position + 1}.${leaf}`,
        ),
      ])
    const translated = names.map((name) => encoder.translateName(name)).sort()
    expect(translated).toEqual(statesOf(encoder))
  })

  it.each(['features.2.weight', 'features.1.num_batches_tracked', 'classifier.0.weight'])(
    'does not know a tensor called %s',
    (name) => expect(encoder.translateName(name)).toBeNull(),
  )
})

describe('the stages of vgg16_bn', () => {
  it('are known as far as a variant goes', () => {
    const name = 'features.34.weight'
    expect(vgg16.translateName(name)).toBeNull()
    expect(vgg16Deeplab.translateName(name)).toBe('encoder.stage5.0.conv.weight')
    expect(vgg16.translateName('features.24.bias')).toBe('encoder.stage4.0.conv.bias')
  })
})
