// The graphs of inference for one image at a time: encode an image, then decode it in sight of its
// group. Batch norm runs on its running statistics and nothing is drawn at random.

import { CLASS_COUNT } from '../../core/classes.ts'
import type { Value } from '../graph/graph.ts'
import { Graph } from '../graph/graph.ts'
import { LayerContext } from '../layers/layer-context.ts'
import type { StateDeclaration } from '../layers/state-store.ts'
import { StateStore } from '../layers/state-store.ts'
import type { Encoder } from '../networks/encoder.ts'
import type { RegionSource } from '../networks/group-context.ts'
import type { NetworkConfig } from '../networks/segmentation-network.ts'
import { decode, encode, regionsOf } from '../networks/segmentation-network.ts'
import { reshape } from '../operators/reshape.ts'
import type { ImageSize } from './inference-size.ts'

export interface InferenceGraph {
  readonly graph: Graph
  readonly states: ReadonlyMap<string, StateDeclaration>
}

/** `image` [1, 3, H, W] to `features` X [1, width, h, w] and, with the group module, `regions` [1, 21, width]. */
export function encodeGraph(config: NetworkConfig, size: ImageSize): InferenceGraph {
  return build((context) => {
    const encoding = encode(context, imageInput(context, size), config)
    context.graph.output('features', encoding.features)
    if (encoding.auxiliary !== null) context.graph.output('regions', regionsOf(encoding))
  })
}

/** `features` (and `regions` [M, 21, width], `regionBias` [1, M 21]) to `logits` [1, 21, h, w]. */
export function decodeGraph(
  config: NetworkConfig,
  size: ImageSize,
  regionImages: number,
): InferenceGraph {
  return build((context) => {
    const { graph } = context
    const { width, outputStride } = config
    const grid = [size.height / outputStride, size.width / outputStride]
    const features = graph.input('features', 'float32', [1, width, ...grid])
    const source = regionInputs(context, config, regionImages)
    graph.output('logits', decode(context, features, source, config))
  })
}

/** Both halves in one, for export: `image` (and `regions`, `regionBias`) to `logits`. */
export function segmentGraph(
  config: NetworkConfig,
  size: ImageSize,
  regionImages: number,
): InferenceGraph {
  return build((context) => {
    const { features } = encode(context, imageInput(context, size), config)
    const source = regionInputs(context, config, regionImages)
    context.graph.output('logits', decode(context, features, source, config))
  })
}

/** `image` [1, 3, H, W] to `features` [F], what the ImageNet network sees in the image as a whole. */
export function featureGraph(encoder: Encoder, size: ImageSize): InferenceGraph {
  return build((context) => {
    const image = imageInput(context, size)
    const features = context.graph.scope('network', () => encoder.imageFeatures(context, image))
    context.graph.output('features', reshape(features, [-1]))
  })
}

/** Null without the group module. */
function regionInputs(
  { graph }: LayerContext,
  { module, width }: NetworkConfig,
  images: number,
): RegionSource | null {
  if (module === 'none') return null
  return {
    regions: graph.input('regions', 'float32', [images, CLASS_COUNT, width]),
    bias: graph.input('regionBias', 'float32', [1, images * CLASS_COUNT]),
  }
}

function imageInput({ graph }: LayerContext, { width, height }: ImageSize): Value {
  return graph.input('image', 'float32', [1, 3, height, width])
}

function build(body: (context: LayerContext) => void): InferenceGraph {
  const graph = new Graph()
  const states = new StateStore()
  body(new LayerContext({ graph, states, mode: 'inference' }))
  return { graph, states: states.declarations }
}
