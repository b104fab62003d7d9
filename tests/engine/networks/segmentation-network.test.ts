import { describe, expect, it } from 'vitest'
import { printGraph } from '../../../src-main/engine/graph/print-graph.ts'
import { discriminator } from '../../../src-main/engine/networks/discriminator.ts'
import { mobilenetV2 } from '../../../src-main/engine/networks/mobilenet-v2.ts'
import { pyramidPooling } from '../../../src-main/engine/networks/pyramid-pooling.ts'
import { segment } from '../../../src-main/engine/networks/segmentation-network.ts'
import { newContext, tinyEncoder } from './tiny-network.ts'

describe('segmentation network', () => {
  it('gives main and auxiliary logits of 21 classes at an eighth of the size', () => {
    const { graph, context } = newContext('training')
    const image = graph.input('image', 'float32', [2, 3, 64, 96])
    const config = {
      encoder: mobilenetV2,
      outputStride: 8,
      width: 256,
      groupMode: 'paper',
    } as const
    const logits = segment(context, image, config)
    expect(logits.main.shape).toEqual([2, 21, 8, 12])
    expect(logits.auxiliary?.shape).toEqual([2, 21, 8, 12])
  })

  it('has neither auxiliary head nor group module in the baselines', () => {
    const { graph, context, states } = newContext('training')
    const image = graph.input('image', 'float32', [2, 3, 64, 64])
    const config = {
      encoder: mobilenetV2,
      outputStride: 16,
      width: 256,
      groupMode: 'none',
    } as const
    expect(segment(context, image, config).auxiliary).toBeNull()
    const scopes = [...states.declarations.keys()].map((name) => name.split('.')[1])
    expect([...new Set(scopes)]).toEqual(['encoder', 'pyramid', 'classifier'])
  })

  it('keeps the size in the pyramid and quarters the channels of its branches', () => {
    const { graph, context, states } = newContext('training')
    const pooled = pyramidPooling(context, graph.input('x', 'float32', [2, 320, 40, 40]), 256)
    expect(pooled.shape).toEqual([2, 256, 40, 40])
    expect(states.declarations.get('pyramid.bin6.conv.weight')?.shape).toEqual([80, 320, 1, 1])
    expect(states.declarations.get('pyramid.fuse.conv.weight')?.shape).toEqual([256, 640, 3, 3])
  })

  it('is judged by discriminators that see 10 x 10 places of 320 x 320 pixels', () => {
    const { graph, context, states } = newContext('training')
    const maps = graph.input('maps', 'float32', [8, 21, 320, 320])
    expect(discriminator(context, 'judge', maps, 64).shape).toEqual([8, 1, 10, 10])
    const channels = [0, 1, 2, 3, 4].map(
      (i) => states.declarations.get(`judge.conv${i}.bias`)?.shape[0],
    )
    expect(channels).toEqual([64, 128, 256, 512, 1])
  })

  it('builds the same program as ever (tiny, at inference)', async () => {
    const { graph, context } = newContext('inference')
    const image = graph.input('image', 'float32', [2, 3, 32, 32])
    const config = { encoder: tinyEncoder, outputStride: 8, width: 8, groupMode: 'paper' } as const
    graph.output('logits', segment(context, image, config).main)
    await expect(printGraph(graph)).toMatchFileSnapshot('golden/tiny-network.txt')
  })
})
