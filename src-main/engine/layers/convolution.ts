// A convolution with its own weight (and bias), initialised as in PyTorch.

import type { Value } from '../graph/graph.ts'
import { elementCount } from '../graph/shape.ts'
import type { Shape } from '../graph/types.ts'
import { sizeAt } from '../operators/axes.ts'
import { conv } from '../operators/conv.ts'
import type { LayerContext } from './layer-context.ts'
import type { Initializer } from './state-store.ts'
import { uniformFanIn } from './state-store.ts'

export interface ConvolutionOptions {
  readonly channels: number
  /** Side of the square kernel. Default 1. */
  readonly kernel?: number
  readonly stride?: number
  readonly dilation?: number
  /** Default: keeps the size at stride 1. */
  readonly padding?: number
  /** One filter for each channel of x. */
  readonly depthwise?: boolean
  readonly bias?: boolean
}

/** [N, C, H, W] to [N, channels, H', W']; parameters `weight` and `bias` under the open scope. */
export function convolution(context: LayerContext, x: Value, options: ConvolutionOptions): Value {
  const { channels, kernel = 1, stride = 1, dilation = 1, depthwise = false } = options
  const padding = options.padding ?? (dilation * (kernel - 1)) / 2
  const weight = convolutionWeight(context, x, options)
  const bias = (): Value => context.parameter('bias', [channels], initializerOf(weight.shape))
  return conv(x, weight, {
    strides: stride,
    dilations: dilation,
    padding,
    groups: depthwise ? channels : 1,
    ...(options.bias === true ? { bias: bias() } : {}),
  })
}

/** [channels, C / groups, kernel, kernel] */
export function convolutionWeight(
  context: LayerContext,
  x: Value,
  { channels, kernel = 1, depthwise = false }: ConvolutionOptions,
): Value {
  const shape = [channels, sizeAt(x, 1) / (depthwise ? channels : 1), kernel, kernel]
  return context.parameter('weight', shape, initializerOf(shape))
}

function initializerOf(weightShape: Shape): Initializer {
  return uniformFanIn(elementCount(weightShape.slice(1)))
}
