// ResNets of bottlenecks (He et al., 2016) as dense feature extractors: torchvision's, the released
// code's with a deep stem, and Keras's with the stride on the first convolution (docs/method 3.1).

import { invariant } from '../../core/errors.ts'
import type { Value } from '../graph/graph.ts'
import type { ConvolutionBlockOptions } from '../layers/convolution-block.ts'
import { convolutionBlock } from '../layers/convolution-block.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import { add } from '../operators/add.ts'
import { maxPool } from '../operators/max-pool.ts'
import { reduceMean } from '../operators/reduce.ts'
import { relu } from '../operators/relu.ts'
import type { Encoder, OutputStride } from './encoder.ts'

export interface ResnetSpec {
  readonly name: string
  /** Bottlenecks in layers 1 to 4. */
  readonly blocks: readonly [number, number, number, number]
  /** `single`: one 7x7 convolution to `width`; `deep`: three 3x3, the last to twice that. */
  readonly stem: 'single' | 'deep'
  /** Which convolution of a bottleneck may have a stride: the 3x3 or the 1x1 before it. */
  readonly strideOn: 'middle' | 'first'
  /** Of all batch normalizations. */
  readonly epsilon: number
  /** Channels of the stem: 64, and fewer in tests. */
  readonly width: number
  readonly weights: Pick<Encoder, 'translateName' | 'convertWeights'>
}

/** Main tap: layer 4 (2048 channels); auxiliary: layer 3 (1024). */
export function resnet(spec: ResnetSpec): Encoder {
  return {
    name: spec.name,
    headWidth: 512,
    ...spec.weights,
    taps: (context, image, outputStride) => {
      const [auxiliary, main] = resnetLayers(context, image, spec, outputStride).slice(-2)
      invariant(auxiliary !== undefined && main !== undefined, 'resnet: there are four layers')
      return { main, auxiliary }
    },
    imageFeatures: (context, image) => {
      const last = resnetLayers(context, image, spec, 32).at(-1)
      invariant(last !== undefined, 'resnet: there are four layers')
      return reduceMean(last, { axes: [2, 3] })
    },
  }
}

/** The feature maps that layers 1 to 4 give. */
export function resnetLayers(
  context: LayerContext,
  image: Value,
  spec: ResnetSpec,
  outputStride: OutputStride,
): Value[] {
  return context.graph.scope('encoder', () =>
    context.pretrained(() => {
      const brick = { context, spec }
      let x = maxPool(stem(brick, image), { kernel: 3, strides: 2, padding: 1 })
      return planLayers(spec, outputStride).map((plan) => (x = layer(brick, x, plan)))
    }),
  )
}

interface LayerPlan {
  readonly name: string
  readonly blocks: number
  /** Of the two inner convolutions of a bottleneck; its result has four times as many. */
  readonly channels: number
  /** Of the first bottleneck. */
  readonly stride: 1 | 2
  /** Of the 3x3 convolution of the first bottleneck. */
  readonly firstDilation: number
  /** Of those of the others. */
  readonly dilation: number
}

/**
 * Strides beyond the output stride become dilation; a 3x3 convolution that lost its stride gets half
 * the dilation of its layer (docs/method 3.1). Behind a 1x1 that lost it, the 3x3 gets all of it.
 */
export function planLayers(
  { blocks, width, strideOn }: Pick<ResnetSpec, 'blocks' | 'width' | 'strideOn'>,
  outputStride: OutputStride,
): LayerPlan[] {
  let reached = 4
  let dilation = 1
  return blocks.map((count, index) => {
    const outer = dilation
    const isStrided = index > 0 && reached < outputStride
    if (isStrided) reached *= 2
    else if (index > 0) dilation *= 2
    return {
      name: `layer${index + 1}`,
      blocks: count,
      channels: width * 2 ** index,
      stride: isStrided ? 2 : 1,
      firstDilation: strideOn === 'middle' ? outer : dilation,
      dilation,
    }
  })
}

interface Brick {
  readonly context: LayerContext
  readonly spec: ResnetSpec
}

function block(
  { context, spec }: Brick,
  name: string,
  x: Value,
  options: Omit<ConvolutionBlockOptions, 'epsilon'>,
): Value {
  return convolutionBlock(context, name, x, { ...options, epsilon: spec.epsilon })
}

/** [N, 3, H, W] to [N, width or twice that, H / 2, W / 2]. */
function stem(brick: Brick, image: Value): Value {
  const { stem: kind, width } = brick.spec
  const strided = { channels: width, stride: 2, activation: 'relu' } as const
  if (kind === 'single') return block(brick, 'stem', image, { ...strided, kernel: 7 })
  const plain = { kernel: 3, activation: 'relu' } as const
  return brick.context.graph.scope('stem', () => {
    const first = block(brick, 'first', image, { ...strided, kernel: 3 })
    const middle = block(brick, 'middle', first, { ...plain, channels: width })
    return block(brick, 'last', middle, { ...plain, channels: 2 * width })
  })
}

function layer(brick: Brick, x: Value, plan: LayerPlan): Value {
  const { graph } = brick.context
  return graph.scope(plan.name, () => {
    let result = x
    for (let index = 0; index < plan.blocks; index++) {
      result = graph.scope(`${index}`, () => bottleneck(brick, result, plan, index === 0))
    }
    return result
  })
}

/** relu(last(middle(first(x))) + x); the first one of a layer brings x to its size and channels. */
function bottleneck(brick: Brick, x: Value, plan: LayerPlan, isFirst: boolean): Value {
  const { channels } = plan
  const stride = isFirst ? plan.stride : 1
  const isStrideFirst = brick.spec.strideOn === 'first'
  const reduced = block(brick, 'first', x, {
    channels,
    stride: isStrideFirst ? stride : 1,
    activation: 'relu',
  })
  const filtered = block(brick, 'middle', reduced, {
    channels,
    kernel: 3,
    stride: isStrideFirst ? 1 : stride,
    dilation: isFirst ? plan.firstDilation : plan.dilation,
    activation: 'relu',
  })
  const outer = { channels: 4 * channels, activation: 'none' } as const
  const expanded = block(brick, 'last', filtered, outer)
  const shortcut = isFirst ? block(brick, 'shortcut', x, { ...outer, stride }) : x
  return relu(add(expanded, shortcut))
}
