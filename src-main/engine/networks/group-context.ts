// The group region context module (paper eqs 4-7; docs/method section 4, preset `paper`): each pixel
// attends to the class regions of every image of its group and takes their features home.
// Split in two so that inference can gather the regions of a whole group before it attends.

import type { Value } from '../graph/graph.ts'
import { convolutionBlock } from '../layers/convolution-block.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import { add } from '../operators/add.ts'
import { sizeAt } from '../operators/axes.ts'
import { concat } from '../operators/concat.ts'
import { matmul, swapLastAxes } from '../operators/matmul.ts'
import { multiply } from '../operators/multiply.ts'
import { relu } from '../operators/relu.ts'
import { reshape } from '../operators/reshape.ts'
import { softmax } from '../operators/softmax.ts'
import { transpose } from '../operators/transpose.ts'

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

export interface RegionSource {
  /** [M, C, width]: regions of all images of the group, the attending ones included. */
  readonly regions: Value
  /** [1, M C] added to the attention logits: 0, or a large negative number for an absent region. */
  readonly bias?: Value
}

/**
 * What the module gives: psi([c, x]) as in eq 7, or x + psi([c, x]) (a switch of the released code) with
 * psi's scale at 0 first, so that a network that goes on from one without the module starts as that one.
 */
export type GroupResult = 'replaced' | 'residual'

/**
 * Eqs 5-7: w = softmax(phi(x) varphi(f) / sqrt(key)) over all M C regions, c = rho(sum w sigma(f)),
 * and the result psi([c, x]), or its sum with x.
 * @param x [N, width, h, w], not negative
 * @returns [N, width, h, w], not negative
 */
export function groupContext(
  context: LayerContext,
  x: Value,
  source: RegionSource,
  result: GroupResult = 'replaced',
): Value {
  const { graph } = context
  return graph.scope('group', () => {
    const width = sizeAt(x, 1)
    const key = width / 2
    const weights = attentionWeights(context, x, source)
    const values = flatRegions(
      convolutionBlock(context, 'sigma', regionImage(source.regions), {
        channels: key,
        activation: 'relu',
      }),
    )
    const gathered = transpose(matmul(weights, values), [1, 0])
    const image = transpose(
      reshape(gathered, [key, sizeAt(x, 0), sizeAt(x, 2), sizeAt(x, 3)]),
      [1, 0, 2, 3],
    )
    const home = convolutionBlock(context, 'rho', image, { channels: width, activation: 'relu' })
    const isResidual = result === 'residual'
    const fused = convolutionBlock(context, 'psi', concat([home, x], 1), {
      channels: width,
      ...(isResidual ? { activation: 'none', firstScale: 0 } : { activation: 'relu' }),
    })
    const mask = context.dropout('psi', [sizeAt(x, 0), width, 1, 1], DROPOUT_RATE)
    const kept = mask === null ? fused : multiply(fused, mask)
    return isResidual ? relu(add(x, kept)) : kept
  })
}

/** w of eq 6, [N h w, M C], pixels ordered image by image; every row sums to 1. */
export function attentionWeights(context: LayerContext, x: Value, source: RegionSource): Value {
  const { regions, bias } = source
  const key = sizeAt(x, 1) / 2
  const query = transpose(twoBlocks(context, 'phi', x, key), [0, 2, 3, 1])
  const keys = flatRegions(twoBlocks(context, 'varphi', regionImage(regions), key))
  const products = matmul(reshape(query, [-1, key]), swapLastAxes(keys))
  const scaled = multiply(products, 1 / Math.sqrt(key))
  return softmax(bias === undefined ? scaled : add(scaled, bias), 1)
}

function twoBlocks(context: LayerContext, name: string, x: Value, channels: number): Value {
  return context.graph.scope(name, () => {
    const first = convolutionBlock(context, 'first', x, { channels, activation: 'relu' })
    return convolutionBlock(context, 'second', first, { channels, activation: 'relu' })
  })
}

/** [N, C, h, w] to [N, C, h w]. */
function flatPositions(x: Value): Value {
  return reshape(x, [sizeAt(x, 0), sizeAt(x, 1), -1])
}

/** [M, C, width] to an image [1, width, M, C], so that convolutions and batch norm apply. */
function regionImage(regions: Value): Value {
  const [count, classes, width] = [sizeAt(regions, 0), sizeAt(regions, 1), sizeAt(regions, 2)]
  return reshape(transpose(regions, [2, 0, 1]), [1, width, count, classes])
}

/** [1, K, M, C] to a matrix [M C, K]. */
function flatRegions(image: Value): Value {
  return swapLastAxes(reshape(image, [sizeAt(image, 1), -1]))
}
