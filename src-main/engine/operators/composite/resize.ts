// Bilinear resizing and average pooling of images, both as two products with constant matrices.
// Their gradients are products with the transposed matrices and come from MatMul itself.

import type { Value } from '../../graph/operator.ts'
import type { Tensor } from '../../graph/types.ts'
import { sizeAt } from '../axes.ts'
import { matmul, swapLastAxes } from '../matmul.ts'
import { reduceMean } from '../reduce.ts'
import type { Pair } from '../window.ts'
import { averagePoolMatrix, bilinearMatrix } from './interpolation.ts'

/** [N, C, H, W] to [N, C, size]; `alignCorners` as in PyTorch. Returns `x` when nothing changes. */
export function resizeBilinear(
  x: Value,
  size: Pair,
  options: { readonly alignCorners: boolean },
): Value {
  return mapAxes(x, size, (from, to) => bilinearMatrix(from, to, options.alignCorners))
}

/** [N, C, H, W] to [N, C, bins]; the bins of PyTorch's adaptive_avg_pool2d. */
export function adaptiveAveragePool(x: Value, bins: number | Pair): Value {
  const size: Pair = typeof bins === 'number' ? [bins, bins] : bins
  return mapAxes(x, size, averagePoolMatrix)
}

/** [N, C, H, W] to [N, C, 1, 1]. */
export function globalAveragePool(x: Value): Value {
  return reduceMean(x, { axes: [2, 3], keepDims: true })
}

function mapAxes(
  x: Value,
  size: Pair,
  matrixOf: (from: number, to: number) => Tensor<'float32'>,
): Value {
  const [height, width] = [sizeAt(x, 2), sizeAt(x, 3)]
  const rows = (value: Value): Value =>
    height === size[0] ? value : matmul(x.graph.constant(matrixOf(height, size[0])), value)
  const columns = (value: Value): Value => {
    if (width === size[1]) return value
    return matmul(value, swapLastAxes(x.graph.constant(matrixOf(width, size[1]))))
  }
  // The cheaper order first: shrink early, grow late.
  return size[0] <= height ? columns(rows(x)) : rows(columns(x))
}
