// The pyramid pooling head (PSPNet, CVPR 2017) with the sizes of docs/method 3.3: no dropout.

import type { Value } from '../graph/graph.ts'
import { batchNormalization } from '../layers/batch-normalization.ts'
import { convolutionBlock } from '../layers/convolution-block.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import { uniformFanIn } from '../layers/state-store.ts'
import { sizeAt } from '../operators/axes.ts'
import { adaptiveAveragePool } from '../operators/composite/resize.ts'
import { pyramidConvolution } from '../operators/pyramid-convolution.ts'
import { relu } from '../operators/relu.ts'

const BINS = [1, 2, 3, 6]

/** [N, C, h, w] to [N, width, h, w]: what the image shows as a whole joins every position. */
export function pyramidPooling(context: LayerContext, x: Value, width: number): Value {
  const { graph } = context
  return graph.scope('pyramid', () => {
    const channels = Math.floor(sizeAt(x, 1) / BINS.length)
    const branches = BINS.map((bins) =>
      convolutionBlock(context, `bin${bins}`, adaptiveAveragePool(x, bins), {
        channels,
        activation: 'relu',
      }),
    )
    return graph.scope('fuse', () => {
      const inputChannels = sizeAt(x, 1) + BINS.length * channels
      const fused = graph.scope('conv', () => {
        const shape = [width, inputChannels, 3, 3]
        const weight = context.parameter('weight', shape, uniformFanIn(inputChannels * 9))
        return pyramidConvolution(x, branches, weight)
      })
      return relu(graph.scope('norm', () => batchNormalization(context, fused)))
    })
  })
}
