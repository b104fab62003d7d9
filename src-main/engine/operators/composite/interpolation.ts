// Matrices that resize or pool one axis: a linear map of fixed sizes is a product with a constant.

import type { Tensor } from '../../graph/types.ts'
import { createTensor } from '../../graph/tensor.ts'

/** [to, from]: bilinear weights along one axis, as in PyTorch's `interpolate`. */
export function bilinearMatrix(from: number, to: number, alignCorners: boolean): Tensor<'float32'> {
  const matrix = new Float32Array(to * from)
  for (let row = 0; row < to; row++) {
    const position = sourcePosition(row, from, to, alignCorners)
    const low = Math.min(Math.floor(position), from - 1)
    const high = Math.min(low + 1, from - 1)
    const fraction = position - low
    matrix[row * from + low]! += 1 - fraction
    matrix[row * from + high]! += fraction
  }
  return createTensor('float32', [to, from], matrix)
}

/**
 * [to, 3 from]: `bilinearMatrix` (corners not aligned) three times side by side, as the taps -1, 0 and 1 of
 * a convolution with padding 1 see it: row i of part t is its row i + t - 1, zeros beyond the border.
 */
export function shiftedBilinearMatrix(from: number, to: number): Tensor<'float32'> {
  const { data } = bilinearMatrix(from, to, false)
  const matrix = new Float32Array(to * 3 * from)
  for (let row = 0; row < to; row++) {
    for (let tap = 0; tap < 3; tap++) {
      const seen = row + tap - 1
      if (seen < 0 || seen >= to) continue
      matrix.set(data.subarray(seen * from, (seen + 1) * from), (row * 3 + tap) * from)
    }
  }
  return createTensor('float32', [to, 3 * from], matrix)
}

/** [to, from]: adaptive average pooling; bin i covers floor(i from / to) to ceil((i + 1) from / to). */
export function averagePoolMatrix(from: number, to: number): Tensor<'float32'> {
  const matrix = new Float32Array(to * from)
  for (let row = 0; row < to; row++) {
    const start = Math.floor((row * from) / to)
    const end = Math.ceil(((row + 1) * from) / to)
    matrix.fill(1 / (end - start), row * from + start, row * from + end)
  }
  return createTensor('float32', [to, from], matrix)
}

function sourcePosition(row: number, from: number, to: number, alignCorners: boolean): number {
  if (alignCorners) return to === 1 ? 0 : (row * (from - 1)) / (to - 1)
  return Math.min(Math.max(((row + 0.5) * from) / to - 0.5, 0), from - 1)
}
