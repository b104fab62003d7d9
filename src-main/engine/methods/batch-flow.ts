// The way of a batch: forwards through the network, and its losses back to who learns from them.

import type { Value } from '../graph/graph.ts'
import type { Logits } from '../networks/segmentation-network.ts'
import { segment } from '../networks/segmentation-network.ts'
import { after } from '../operators/composite/after.ts'
import type { BatchName } from '../training/training-plan.ts'
import { imageFeed } from '../training/training-plan.ts'
import { flowBackInParts, forwardInParts } from './encoder-parts.ts'
import type { Player, TrainingStep } from './training-step.ts'
import { addSlopes, normalizationOf, parametersOf } from './training-step.ts'

/**
 * Feeds a batch through the network; logits come at the size of the feature map. What flowed back before is
 * computed first: only one batch's activations are in memory at a time.
 */
export function forward(step: TrainingStep, batch: BatchName): Logits {
  const { graph, context, options, network } = step
  const side = options.cropSizePx
  const image = graph.input(imageFeed(batch), 'float32', [options.batchSize, 3, side, side])
  const inTurn = after(image, step.pending.splice(0))
  if ((options.encoderParts ?? 1) > 1) return forwardInParts(step, batch, inTurn)
  const body = (): Logits => segment(context, inTurn, network)
  return context.pass(batch, body, normalizationOf(step))
}

/** Adds the gradients of a loss to those that the player's parameters have so far. */
export function flowBack(step: TrainingStep, player: Player, loss: Value): void {
  if (player === 'network' && step.seam !== null) flowBackInParts(step, step.seam, loss)
  else addSlopes(step, loss, parametersOf(step, player))
}
