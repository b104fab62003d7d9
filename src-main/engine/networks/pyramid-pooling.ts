// The pyramid pooling head (PSPNet, CVPR 2017) with the sizes of docs/method 3.3: no dropout.

import type { Value } from '../graph/graph.ts'
import { convolutionBlock } from '../layers/convolution-block.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import { sizeAt } from '../operators/axes.ts'
import { adaptiveAveragePool, resizeBilinear } from '../operators/composite/resize.ts'
import { concat } from '../operators/concat.ts'

const BINS = [1, 2, 3, 6]

/** [N, C, h, w] to [N, width, h, w]: what the image shows as a whole joins every position. */
export function pyramidPooling(context: LayerContext, x: Value, width: number): Value {
  return context.graph.scope('pyramid', () => {
    const channels = Math.floor(sizeAt(x, 1) / BINS.length)
    const branches = BINS.map((bins) => {
      const pooled = adaptiveAveragePool(x, bins)
      const reduced = convolutionBlock(context, `bin${bins}`, pooled, {
        channels,
        activation: 'relu',
      })
      return resizeBilinear(reduced, [sizeAt(x, 2), sizeAt(x, 3)], { alignCorners: false })
    })
    return convolutionBlock(context, 'fuse', concat([x, ...branches], 1), {
      channels: width,
      kernel: 3,
      activation: 'relu',
    })
  })
}
