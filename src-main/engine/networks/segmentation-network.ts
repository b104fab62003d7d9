// The whole segmentation network: encoder, pyramid pooling, auxiliary head, group module, classifier.
// Training applies it to one batch; inference uses its two halves, with the group's regions between.

import { invariant } from '../../core/errors.ts'
import type { Value } from '../graph/graph.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import { auxiliaryHead, mainClassifier } from './classifiers.ts'
import { groupContext, regionRepresentations } from './group-context.ts'
import type { GroupResult } from './group-context.ts'
import type { GroupMode, GroupSource } from './group-source.ts'
import { sourceOfBatch } from './group-source.ts'
import type { Encoder } from './encoder.ts'
import { pyramidPooling } from './pyramid-pooling.ts'

export interface NetworkConfig {
  readonly encoder: Encoder
  /** Image pixels per position of the feature map. The paper has 8. */
  readonly outputStride: 8 | 16
  /** Channels of the pyramid's output: 256 for mobilenet-v2, 512 for the paper's networks. */
  readonly width: number
  /** `none`: the classifier takes the pyramid's output and there is no auxiliary head (No-DA, ADVENT). */
  readonly groupMode: GroupMode | 'none'
  /** Of the group module; `replaced` unless given. */
  readonly groupResult?: GroupResult
}

export interface Logits {
  /** [N, 21, h, w] at 1 / output stride. */
  readonly main: Value
  /** The same size; null without the group module. */
  readonly auxiliary: Value | null
}

export interface Encoding {
  /** X of the paper, [N, width, h, w]. */
  readonly features: Value
  readonly auxiliary: Value | null
}

/** One batch of images of one group through the whole network. */
export function segment(context: LayerContext, image: Value, config: NetworkConfig): Logits {
  return decodeBatch(context, encode(context, image, config), config)
}

/** The second half of `segment`: the images of the batch see each other. */
export function decodeBatch(
  context: LayerContext,
  encoding: Encoding,
  config: NetworkConfig,
): Logits {
  return {
    main: decode(context, encoding.features, ownSource(encoding, config), config),
    auxiliary: encoding.auxiliary,
  }
}

/** The first half: everything an image says about itself. */
export function encode(context: LayerContext, image: Value, config: NetworkConfig): Encoding {
  return context.graph.scope('network', () => {
    const taps = config.encoder.taps(context, image, config.outputStride)
    const auxiliary = config.groupMode === 'none' ? null : auxiliaryHead(context, taps.auxiliary)
    return { features: pyramidPooling(context, taps.main, config.width), auxiliary }
  })
}

/** f of the paper, [N, 21, width]; only with the group module. */
export function regionsOf({ features, auxiliary }: Encoding): Value {
  invariant(
    auxiliary !== null,
    'regions need the auxiliary head of a network with the group module',
  )
  return regionRepresentations(features, auxiliary)
}

/** The second half: main logits. `source` is null exactly when the network has no group module. */
export function decode(
  context: LayerContext,
  features: Value,
  source: GroupSource | null,
  { groupResult }: Pick<NetworkConfig, 'groupResult'> = {},
): Value {
  return context.graph.scope('network', () => {
    const seen = source === null ? features : groupContext(context, features, source, groupResult)
    return mainClassifier(context, seen)
  })
}

function ownSource(encoding: Encoding, { groupMode }: NetworkConfig): GroupSource | null {
  if (groupMode === 'none') return null
  return sourceOfBatch(groupMode, encoding.features, () => regionsOf(encoding))
}
