import { describe, expect, it } from 'vitest'
import { findEncoder } from '../../../src-main/engine/networks/encoders.ts'
import { mobilenetV2, planBlocks } from '../../../src-main/engine/networks/mobilenet-v2.ts'
import { newContext } from './tiny-network.ts'

describe('mobilenet-v2', () => {
  it.each([
    [8, 40, 40],
    [16, 20, 20],
    [32, 10, 20],
  ] as const)(
    'at output stride %i gives 320 px a main tap of %i and an auxiliary one of %i',
    (stride, main, auxiliary) => {
      const { graph, context } = newContext('inference')
      const taps = mobilenetV2.taps(
        context,
        graph.input('image', 'float32', [1, 3, 320, 320]),
        stride,
      )
      expect(taps.main.shape).toEqual([1, 320, main, main])
      expect(taps.auxiliary.shape).toEqual([1, 96, auxiliary, auxiliary])
    },
  )

  it('gives a convolution that lost its stride half the dilation of its stage', () => {
    const changes = planBlocks(8).map(({ stride, dilation }) => `${stride}/${dilation}`)
    expect(changes.join(' ')).toBe(
      '1/1 2/1 1/1 2/1 1/1 1/1 1/1 1/2 1/2 1/2 1/2 1/2 1/2 1/2 1/4 1/4 1/4',
    )
    const dilations = planBlocks(16).map(({ dilation }) => dilation)
    expect(dilations).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2])
  })

  it('finds every tensor of its weights file, and uses them all', () => {
    const norms = (prefix: string) =>
      ['gamma', 'beta', 'running_mean', 'running_var'].map((leaf) => `${prefix}_${leaf}`)
    const layers = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, i) => [
        `${prefix}conv${i}_weight`,
        ...norms(`${prefix}batchnorm${i}`),
      ]).flat()
    const blocks = Array.from({ length: 17 }, (_, i) => layers(`linearbottleneck${i}_`, 3)).flat()
    const names = [...layers('', 2), ...blocks]
    const { graph, context, states } = newContext('inference')
    mobilenetV2.imageFeatures(context, graph.input('image', 'float32', [1, 3, 64, 64]))
    const translated = names.map((name) => mobilenetV2.translateName(name))
    expect(translated.toSorted()).toEqual([...states.declarations.keys()].sort())
    expect(states.declarations.size).toBe(265)
    expect([...states.declarations.values()].every(({ origin }) => origin === 'pretrained')).toBe(
      true,
    )
  })

  it.each(['output_pred_weight', 'conv0_bias', 'conv2_weight', 'batchnorm0_sigma'])(
    'does not know a tensor called %s',
    (name) => expect(mobilenetV2.translateName(name)).toBeNull(),
  )

  it('is listed by name', () => {
    expect(findEncoder('mobilenet-v2')).toBe(mobilenetV2)
    expect(() => findEncoder('vgg')).toThrow(/choose one of mobilenet-v2/)
  })
})
