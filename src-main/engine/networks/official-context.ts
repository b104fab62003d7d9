// The group module as the released code has it (docs/method section 4): each pixel attends to the
// regions of its own image, then to those of the group, whose values are their own keys.

import type { Value } from '../graph/graph.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import { add } from '../operators/add.ts'
import { sizeAt } from '../operators/axes.ts'
import { concat } from '../operators/concat.ts'
import { matmul, swapLastAxes } from '../operators/matmul.ts'
import { multiply } from '../operators/multiply.ts'
import { reshape } from '../operators/reshape.ts'
import { softmax } from '../operators/softmax.ts'
import { transpose } from '../operators/transpose.ts'
import type { OfficialSource } from './group-source.ts'
import { pixelImage, pixelQueries, regionKeys, regionValues } from './region-attention.ts'

/** Of the group's logits, beyond 1 / sqrt(key). */
const SHARPNESS = 8

/** [own image's context, group's context] for x [N, width, h, w]. */
export function officialBranches(context: LayerContext, x: Value, source: OfficialSource): Value {
  const { mode, regions, own, bias } = source
  const [images, classes, key] = [sizeAt(x, 0), sizeAt(own, 1), sizeAt(x, 1) / 2]
  const byImage = (rows: Value, count: number): Value => reshape(rows, [images, count, key])
  const queries = pixelQueries(context, x, key)
  const ownKeys = byImage(regionKeys(context, own, key), classes)
  const values = regionValues(context, regions, key)
  // A second pass over the same regions would move the batch norm's statistics twice.
  const ownValues = own === regions ? values : regionValues(context, own, key)

  const ownLogits = matmul(byImage(queries, -1), swapLastAxes(ownKeys))
  const ownWeights = softmax(multiply(ownLogits, 1 / Math.sqrt(key)), 2)
  const ownContext = reshape(matmul(ownWeights, byImage(ownValues, classes)), [-1, key])

  const rows = mode === 'official-exact' ? scrambled(values, sizeAt(regions, 0)) : values
  const products = matmul(reshape(queries, [-1, key]), swapLastAxes(rows))
  const groupLogits = multiply(products, SHARPNESS / Math.sqrt(key))
  const weights = softmax(bias === undefined ? groupLogits : add(groupLogits, bias), 1)
  return pixelImage(concat([ownContext, matmul(weights, rows)], 1), x)
}

/**
 * The released code reads the memory of [C, N, key] as [key, N C], so that each of its "regions" mixes
 * images, classes and channels.
 * @param values [N C, key]
 * @returns [N C, key]
 */
function scrambled(values: Value, images: number): Value {
  const [count, key] = [sizeAt(values, 0), sizeAt(values, 1)]
  const byClass = transpose(reshape(values, [images, count / images, key]), [1, 0, 2])
  return swapLastAxes(reshape(byClass, [key, count]))
}
