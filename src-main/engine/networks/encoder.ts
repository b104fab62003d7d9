// What an encoder is: a plain value that turns an image into feature maps and knows its ImageNet weights.

import type { Value } from '../graph/graph.ts'
import type { Tensor } from '../graph/types.ts'
import type { LayerContext } from '../layers/layer-context.ts'

export type OutputStride = 8 | 16 | 32

export interface EncoderTaps {
  /** The last feature map, at 1 / output stride. */
  readonly main: Value
  /** An earlier one of the same size (1/16 for stride 32), for the auxiliary head. */
  readonly auxiliary: Value
}

export interface Encoder {
  readonly name: string
  /** Channels of the pyramid's output in a run: 256 for mobilenet-v2, 512 for the paper's networks. */
  readonly headWidth: number
  /** The one output stride it can have; left out where all can be had. */
  readonly onlyOutputStride?: 8
  /** @param image [N, 3, H, W], RGB, ImageNet normalised; H and W multiples of the output stride. */
  taps(context: LayerContext, image: Value, outputStride: OutputStride): EncoderTaps
  /** What the image shows as a whole, for grouping: [N, features], with all strides in place. */
  imageFeatures(context: LayerContext, image: Value): Value
  /** The engine's name, below the scope "network", of a tensor of the weights file; null if unknown. */
  translateName(name: string): string | null
  /** Brings a weights file to the engine's layout and input; left out where it has them already. */
  convertWeights?(tensors: ReadonlyMap<string, Tensor>): ReadonlyMap<string, Tensor>
}
