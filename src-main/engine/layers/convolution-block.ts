// Convolution, batch normalization, activation: the brick that every network here is made of.

import type { Value } from '../graph/graph.ts'
import { relu } from '../operators/relu.ts'
import { batchNormalization } from './batch-normalization.ts'
import type { BatchNormalizationOptions } from './batch-normalization.ts'
import type { ConvolutionOptions } from './convolution.ts'
import { convolution } from './convolution.ts'
import type { LayerContext } from './layer-context.ts'

export interface ConvolutionBlockOptions
  extends Omit<ConvolutionOptions, 'bias'>, BatchNormalizationOptions {
  readonly activation: 'relu' | 'none'
}

/** Parameters `<name>.conv.weight` and `<name>.norm.*`. */
export function convolutionBlock(
  context: LayerContext,
  name: string,
  x: Value,
  options: ConvolutionBlockOptions,
): Value {
  const { graph } = context
  return graph.scope(name, () => {
    const convolved = graph.scope('conv', () => convolution(context, x, options))
    const normalized = graph.scope('norm', () => batchNormalization(context, convolved, options))
    switch (options.activation) {
      case 'relu':
        return relu(normalized)
      case 'none':
        return normalized
    }
  })
}
