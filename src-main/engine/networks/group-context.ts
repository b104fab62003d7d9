// The group region context module (paper eqs 4-7; docs/method section 4): each pixel attends to the
// class regions of every image of its group and takes their features home.
// Split in two so that inference can gather the regions of a whole group before it attends.

import type { Value } from '../graph/graph.ts'
import { convolution } from '../layers/convolution.ts'
import { convolutionBlock } from '../layers/convolution-block.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import { add } from '../operators/add.ts'
import { sizeAt } from '../operators/axes.ts'
import { concat } from '../operators/concat.ts'
import { expand } from '../operators/expand.ts'
import { matmul, swapLastAxes } from '../operators/matmul.ts'
import { multiply } from '../operators/multiply.ts'
import { relu } from '../operators/relu.ts'
import { reshape } from '../operators/reshape.ts'
import { softmax } from '../operators/softmax.ts'
import type { GlobalSource, GroupSource, PaperSource } from './group-source.ts'
import { officialBranches } from './official-context.ts'
import { pixelImage, pixelQueries, regionKeys, regionValues } from './region-attention.ts'

const DROPOUT_RATE = 0.05

/**
 * Eq 4 with the softmax over positions: f[n, c] = sum over i of r[n, c, i] x[n, :, i].
 * @param x [N, width, h, w]
 * @param auxiliaryLogits [N, C, h, w]
 * @returns region representations f, [N, C, width]
 */
export function regionRepresentations(x: Value, auxiliaryLogits: Value): Value {
  return matmul(regionWeights(auxiliaryLogits), swapLastAxes(flatPositions(x)))
}

/** r of eq 4, [N, C, h w]: how much each position speaks for its class; sums to 1 over positions. */
export function regionWeights(auxiliaryLogits: Value): Value {
  return softmax(flatPositions(auxiliaryLogits), 2)
}

/**
 * What the module gives: psi([c, x]) as in eq 7, or x + psi([c, x]) (a switch of the released code) with
 * psi's scale at 0 first, so that a network that goes on from one without the module starts as that one.
 */
export type GroupResult = 'replaced' | 'residual'

/**
 * Eq 7, psi([context, x]), with the context of the source's mode; or its sum with x.
 * @param x [N, width, h, w], not negative
 * @returns [N, width, h, w], not negative
 */
export function groupContext(
  context: LayerContext,
  x: Value,
  source: GroupSource,
  result: GroupResult = 'replaced',
): Value {
  const { graph } = context
  return graph.scope('group', () => {
    const width = sizeAt(x, 1)
    const isResidual = result === 'residual'
    const home = contextOf(context, x, source)
    const fused = convolutionBlock(context, 'psi', concat([home, x], 1), {
      channels: width,
      ...(isResidual ? { activation: 'none', firstScale: 0 } : { activation: 'relu' }),
    })
    const mask = context.dropout('psi', [sizeAt(x, 0), width, 1, 1], DROPOUT_RATE)
    const kept = mask === null ? fused : multiply(fused, mask)
    return isResidual ? relu(add(x, kept)) : kept
  })
}

function contextOf(context: LayerContext, x: Value, source: GroupSource): Value {
  switch (source.mode) {
    case 'paper':
      return regionsOfGroup(context, x, source)
    case 'official-fixed':
    case 'official-exact':
      return officialBranches(context, x, source)
    case 'global':
      return meanOfGroup(context, x, source)
  }
}

/** Eqs 5-6: c = rho(sum over the regions of w sigma(f)). */
function regionsOfGroup(context: LayerContext, x: Value, source: PaperSource): Value {
  const width = sizeAt(x, 1)
  const weights = attentionWeights(context, x, source)
  const gathered = matmul(weights, regionValues(context, source.regions, width / 2))
  const image = pixelImage(gathered, x)
  return convolutionBlock(context, 'rho', image, { channels: width, activation: 'relu' })
}

/** w of eq 6, [N h w, M C], pixels ordered image by image; every row sums to 1. */
export function attentionWeights(
  context: LayerContext,
  x: Value,
  { regions, bias }: PaperSource,
): Value {
  const key = sizeAt(x, 1) / 2
  const queries = pixelQueries(context, x, key)
  const keys = regionKeys(context, regions, key)
  const products = matmul(reshape(queries, [-1, key]), swapLastAxes(keys))
  const scaled = multiply(products, 1 / Math.sqrt(key))
  return softmax(bias === undefined ? scaled : add(scaled, bias), 1)
}

/**
 * The group's mean at every position, behind a layer of its own without the batch norm that would leave
 * nothing of one vector. While batches are single groups, psi's batch norm cancels it in training even so,
 * unless the pass is frozen: it is the same everywhere (docs/decisions/0011).
 */
function meanOfGroup(context: LayerContext, x: Value, { mean }: GlobalSource): Value {
  const vector = context.graph.scope('global', () =>
    relu(convolution(context, mean, { channels: sizeAt(x, 1), bias: true })),
  )
  return expand(vector, x.shape)
}

/** [N, C, h, w] to [N, C, h w]. */
function flatPositions(x: Value): Value {
  return reshape(x, [sizeAt(x, 0), sizeAt(x, 1), -1])
}
