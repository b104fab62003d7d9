// Convolution, batch normalization, activation: the brick that every network here is made of.

import type { Value } from '../graph/graph.ts'
import { sizeAt } from '../operators/axes.ts'
import { relu } from '../operators/relu.ts'
import { slice } from '../operators/slice-and-pad.ts'
import { batchNormalization, expansionNormalization } from './batch-normalization.ts'
import type { BatchNormalizationOptions } from './batch-normalization.ts'
import type { ConvolutionOptions } from './convolution.ts'
import { convolution, convolutionWeight } from './convolution.ts'
import type { LayerContext } from './layer-context.ts'

export interface ConvolutionBlockOptions
  extends Omit<ConvolutionOptions, 'bias'>, BatchNormalizationOptions {
  readonly activation: 'relu' | 'none'
}

/** From this many times the channels of x on, one operator for convolution and normalization pays. */
const EXPANSION = 2

/** Parameters `<name>.conv.weight` and `<name>.norm.*`. */
export function convolutionBlock(
  context: LayerContext,
  name: string,
  x: Value,
  options: ConvolutionBlockOptions,
): Value {
  const { graph } = context
  return graph.scope(name, () => {
    const normalized = isExpansion(context, x, options)
      ? expanded(context, x, options)
      : convolved(context, x, options)
    switch (options.activation) {
      case 'relu':
        return relu(normalized)
      case 'none':
        return normalized
    }
  })
}

function convolved(context: LayerContext, x: Value, options: ConvolutionBlockOptions): Value {
  const { graph } = context
  const result = graph.scope('conv', () => convolution(context, x, options))
  return graph.scope('norm', () => batchNormalization(context, result, options))
}

function expanded(context: LayerContext, x: Value, options: ConvolutionBlockOptions): Value {
  const { graph } = context
  const { stride: step = 1 } = options
  const weight = graph.scope('conv', () => convolutionWeight(context, x, options))
  return graph.scope('norm', () => {
    const seen = slice(x, [
      { axis: 2, step },
      { axis: 3, step },
    ])
    return expansionNormalization(context, seen, weight, options)
  })
}

/** A 1x1 convolution to many more channels, normalized by the batch. */
function isExpansion(
  context: LayerContext,
  x: Value,
  { channels, kernel = 1, depthwise = false }: ConvolutionBlockOptions,
): boolean {
  const isByBatch = context.graph.scope('norm', () => context.normalization !== 'frozen')
  return isByBatch && kernel === 1 && !depthwise && channels >= EXPANSION * sizeAt(x, 1)
}
