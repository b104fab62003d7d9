// MobileNetV2 (Sandler et al., 2018) as a dense feature extractor. The layout is that of the ImageNet
// weights the studio ships: block 0 has an expansion of factor 1, which torchvision leaves out, and the
// activation is ReLU: their batch statistics fit it at least as well as ReLU6 on real photos.

import { invariant } from '../../core/errors.ts'
import type { Value } from '../graph/graph.ts'
import { convolutionBlock } from '../layers/convolution-block.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import { sizeAt } from '../operators/axes.ts'
import { add } from '../operators/add.ts'
import { reduceMean } from '../operators/reduce.ts'
import type { Encoder, EncoderTaps, OutputStride } from './encoder.ts'
import { mobilenetV2Name } from './mobilenet-v2-weights.ts'

interface BlockSpec {
  readonly channels: number
  readonly expansion: number
  readonly stride: 1 | 2
}

export const mobilenetV2: Encoder = {
  name: 'mobilenet-v2',
  headWidth: 256,
  taps,
  imageFeatures,
  translateName: mobilenetV2Name,
}

function blocks(count: number, channels: number, stride: 1 | 2, expansion = 6): BlockSpec[] {
  return Array.from({ length: count }, (_, i) => ({
    channels,
    expansion,
    stride: i === 0 ? stride : 1,
  }))
}

const BLOCKS: readonly BlockSpec[] = [
  ...blocks(1, 16, 1, 1),
  ...blocks(2, 24, 2),
  ...blocks(3, 32, 2),
  ...blocks(4, 64, 2),
  ...blocks(3, 96, 1),
  ...blocks(3, 160, 2),
  ...blocks(1, 320, 1),
]

/** The last block before the final stage: 96 channels; the main tap has 320. */
const AUXILIARY_BLOCK = 12

interface BlockPlan extends BlockSpec {
  /** Of the depthwise convolution. */
  readonly dilation: number
}

/**
 * Strides beyond the output stride become dilation; the convolution that lost its stride gets half the
 * dilation of its stage (docs/method, 3.1).
 */
export function planBlocks(outputStride: OutputStride): BlockPlan[] {
  let stride = 2
  let dilation = 1
  return BLOCKS.map((block) => {
    if (block.stride === 1) return { ...block, dilation }
    if (stride < outputStride) {
      stride *= 2
      return { ...block, dilation }
    }
    const own = dilation
    dilation *= 2
    return { ...block, stride: 1, dilation: own }
  })
}

function taps(context: LayerContext, image: Value, outputStride: OutputStride): EncoderTaps {
  return context.graph.scope('encoder', () =>
    context.pretrained(() => {
      let x = convolutionBlock(context, 'stem', image, {
        channels: 32,
        kernel: 3,
        stride: 2,
        activation: 'relu',
      })
      let auxiliary: Value | undefined
      for (const [index, plan] of planBlocks(outputStride).entries()) {
        x = context.graph.scope(`block${index}`, () => invertedResidual(context, x, plan))
        if (index === AUXILIARY_BLOCK) auxiliary = x
      }
      invariant(auxiliary !== undefined, 'mobilenet-v2: the auxiliary block exists')
      return { main: x, auxiliary }
    }),
  )
}

/** [N, 1280]: the final 1x1 convolution, which nothing else uses, averaged over the image. */
function imageFeatures(context: LayerContext, image: Value): Value {
  const { main } = taps(context, image, 32)
  return context.graph.scope('encoder', () =>
    context.pretrained(() => {
      const final = convolutionBlock(context, 'final', main, { channels: 1280, activation: 'relu' })
      return reduceMean(final, { axes: [2, 3] })
    }),
  )
}

function invertedResidual(context: LayerContext, x: Value, plan: BlockPlan): Value {
  const { channels, expansion, stride, dilation } = plan
  const inner = sizeAt(x, 1) * expansion
  const expanded = convolutionBlock(context, 'expand', x, { channels: inner, activation: 'relu' })
  const filtered = convolutionBlock(context, 'depthwise', expanded, {
    channels: inner,
    kernel: 3,
    stride,
    dilation,
    depthwise: true,
    activation: 'relu',
  })
  const projected = convolutionBlock(context, 'project', filtered, { channels, activation: 'none' })
  return stride === 1 && channels === sizeAt(x, 1) ? add(projected, x) : projected
}
