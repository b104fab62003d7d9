// What every form of the group module attends with: queries of pixels, keys and values of regions
// (phi, varphi and sigma of the paper), each with its numbers last.

import type { Value } from '../graph/graph.ts'
import { convolutionBlock } from '../layers/convolution-block.ts'
import type { LayerContext } from '../layers/layer-context.ts'
import { sizeAt } from '../operators/axes.ts'
import { swapLastAxes } from '../operators/matmul.ts'
import { reshape } from '../operators/reshape.ts'
import { transpose } from '../operators/transpose.ts'

/** phi(x): x [N, width, h, w] to [N, h, w, key]. */
export function pixelQueries(context: LayerContext, x: Value, key: number): Value {
  return transpose(twoBlocks(context, 'phi', x, key), [0, 2, 3, 1])
}

/** varphi(f): regions [M, C, width] to [M C, key]. */
export function regionKeys(context: LayerContext, regions: Value, key: number): Value {
  return flatRegions(twoBlocks(context, 'varphi', regionImage(regions), key))
}

/** sigma(f): regions [M, C, width] to [M C, key]. */
export function regionValues(context: LayerContext, regions: Value, key: number): Value {
  const options = { channels: key, activation: 'relu' } as const
  return flatRegions(convolutionBlock(context, 'sigma', regionImage(regions), options))
}

/** What pixels gathered, [N h w, K], to an image [N, K, h, w] of the size of `x`. */
export function pixelImage(gathered: Value, x: Value): Value {
  const sizes = [sizeAt(gathered, 1), sizeAt(x, 0), sizeAt(x, 2), sizeAt(x, 3)]
  return transpose(reshape(transpose(gathered, [1, 0]), sizes), [1, 0, 2, 3])
}

function twoBlocks(context: LayerContext, name: string, x: Value, channels: number): Value {
  return context.graph.scope(name, () => {
    const first = convolutionBlock(context, 'first', x, { channels, activation: 'relu' })
    return convolutionBlock(context, 'second', first, { channels, activation: 'relu' })
  })
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
