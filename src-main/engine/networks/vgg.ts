// VGG-16 with batch norm as a dense feature extractor of output stride 8 (docs/method 3.2). `cut` ends
// at conv4_3, without its ReLU: the released code's. `deeplab` goes on at that size, as DeepLab's does,
// with batch norm also where that has none; the pyramid takes the place of its summed classifiers.

import { StudioError } from '../../core/errors.ts'
import type { Value } from '../graph/graph.ts'
import { convolutionBlock } from '../layers/convolution-block.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import { maxPool } from '../operators/max-pool.ts'
import { reduceMean } from '../operators/reduce.ts'
import type { Encoder, EncoderTaps, OutputStride } from './encoder.ts'
import { vggName } from './vgg-weights.ts'

export interface VggSpec {
  readonly name: string
  readonly variant: 'cut' | 'deeplab'
  /** Channels of the first stage: 64, and fewer in tests. */
  readonly width: number
}

export const vgg16 = vgg({ name: 'vgg-16', variant: 'cut', width: 64 })

export const vgg16Deeplab = vgg({ name: 'vgg-16-deeplab', variant: 'deeplab', width: 64 })

/** Convolutions of the stages, and their channels by those of the first. */
const STAGES = [
  { convolutions: 2, factor: 1 },
  { convolutions: 2, factor: 2 },
  { convolutions: 3, factor: 4 },
  { convolutions: 3, factor: 8 },
  { convolutions: 3, factor: 8 },
] as const

/** Main tap: conv4_3 (512 channels), or fc7 (1024) of `deeplab`; auxiliary: after pool3 (256). */
export function vgg(spec: VggSpec): Encoder {
  const stageCount = spec.variant === 'cut' ? 4 : 5
  return {
    name: spec.name,
    headWidth: 512,
    onlyOutputStride: 8,
    translateName: (name) => vggName(name, stageCount),
    taps: (context, image, outputStride) => taps(context, image, spec, outputStride),
    imageFeatures: (context, image) => {
      return reduceMean(lastOfImagenet(context, image, spec), { axes: [2, 3] })
    },
  }
}

function taps(
  context: LayerContext,
  image: Value,
  spec: VggSpec,
  outputStride: OutputStride,
): EncoderTaps {
  if (outputStride !== 8) {
    throw new StudioError(
      'unsupported',
      `${spec.name} has an output stride of 8, not of ${outputStride}; choose 8 or another network`,
    )
  }
  return context.graph.scope('encoder', () => {
    const auxiliary = pooledStages(context, image, spec, 3)
    if (spec.variant === 'cut') return { auxiliary, main: openFourth(context, auxiliary, spec) }
    const fourth = stage(context, auxiliary, spec, { index: 3 })
    const fifth = stage(context, fourth, spec, { index: 4, dilation: 2 })
    const wide = { channels: 16 * spec.width, kernel: 3, dilation: 4, activation: 'relu' } as const
    const sixth = convolutionBlock(context, 'fc6', fifth, wide)
    return { auxiliary, main: convolutionBlock(context, 'fc7', sixth, wide) }
  })
}

/** The last layer that ImageNet weights exist for, with the strides it was trained with. */
function lastOfImagenet(context: LayerContext, image: Value, spec: VggSpec): Value {
  return context.graph.scope('encoder', () => {
    if (spec.variant === 'cut') {
      return openFourth(context, pooledStages(context, image, spec, 3), spec)
    }
    return stage(context, pooledStages(context, image, spec, 4), spec, { index: 4 })
  })
}

function pooledStages(context: LayerContext, image: Value, spec: VggSpec, count: number): Value {
  let x = image
  for (let index = 0; index < count; index++) {
    x = maxPool(stage(context, x, spec, { index }), { kernel: 2 })
  }
  return x
}

function openFourth(context: LayerContext, x: Value, spec: VggSpec): Value {
  return stage(context, x, spec, { index: 3, isOpen: true })
}

interface StageOptions {
  readonly index: number
  readonly dilation?: number
  /** Leaves out the last ReLU. */
  readonly isOpen?: boolean
}

function stage(context: LayerContext, image: Value, spec: VggSpec, options: StageOptions): Value {
  const { index, dilation = 1, isOpen = false } = options
  const { convolutions, factor } = STAGES[index]!
  const body = (): Value => {
    let x = image
    for (let i = 0; i < convolutions; i++) {
      x = convolutionBlock(context, `${i}`, x, {
        channels: factor * spec.width,
        kernel: 3,
        dilation,
        activation: isOpen && i === convolutions - 1 ? 'none' : 'relu',
      })
    }
    return x
  }
  return context.pretrained(() => context.graph.scope(`stage${index + 1}`, body))
}
