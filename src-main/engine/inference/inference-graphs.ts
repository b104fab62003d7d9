// The graphs of inference for one image at a time: encode an image, then decode it in sight of its
// group. Batch norm runs on its running statistics and nothing is drawn at random.

import { CLASS_COUNT } from '../../core/labels/classes.ts'
import type { Value } from '../graph/graph.ts'
import { Graph } from '../graph/graph.ts'
import { LayerContext } from '../layers/layer-context.ts'
import type { StateDeclaration } from '../layers/state-store.ts'
import { StateStore } from '../layers/state-store.ts'
import type { Encoder } from '../networks/encoder.ts'
import { lentByImage } from '../networks/group-source.ts'
import type { NetworkConfig } from '../networks/segmentation-network.ts'
import { decode, encode, regionsOf } from '../networks/segmentation-network.ts'
import { reshape } from '../operators/reshape.ts'
import { groupInputs } from './group-feeds.ts'
import type { ImageSize } from './inference-size.ts'

export interface InferenceGraph {
  readonly graph: Graph
  readonly states: ReadonlyMap<string, StateDeclaration>
}

/**
 * `image` [1, 3, H, W] to `features` X [1, width, h, w] and, with the group module, `lent`: regions
 * [1, 21, width] or the mean of X [1, width, 1, 1].
 */
export function encodeGraph(config: NetworkConfig, size: ImageSize): InferenceGraph {
  return build((context) => {
    const { graph } = context
    const encoding = encode(context, imageInput(context, size), config)
    graph.output('features', encoding.features)
    if (config.groupMode === 'none') return
    const regions = () => regionsOf(encoding)
    graph.output('lent', lentByImage(config.groupMode, encoding.features, regions))
  })
}

/**
 * `features`, what `groupFeeds` gives, and the image's own regions `ownRegions` [1, 21, width] in the
 * official modes, to `logits` [1, 21, h, w].
 */
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
    const own = () => graph.input('ownRegions', 'float32', [1, CLASS_COUNT, width])
    const source = groupInputs(context, config, { regionImages, own })
    graph.output('logits', decode(context, features, source, config))
  })
}

/** Both halves in one, for export: `image` and what `groupFeeds` gives to `logits`. */
export function segmentGraph(
  config: NetworkConfig,
  size: ImageSize,
  regionImages: number,
): InferenceGraph {
  return build((context) => {
    const encoding = encode(context, imageInput(context, size), config)
    const source = groupInputs(context, config, { regionImages, own: () => regionsOf(encoding) })
    context.graph.output('logits', decode(context, encoding.features, source, config))
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

function imageInput({ graph }: LayerContext, { width, height }: ImageSize): Value {
  return graph.input('image', 'float32', [1, 3, height, width])
}

function build(body: (context: LayerContext) => void): InferenceGraph {
  const graph = new Graph()
  const states = new StateStore()
  body(new LayerContext({ graph, states, mode: 'inference' }))
  return { graph, states: states.declarations }
}
