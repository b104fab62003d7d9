// The matrices of operators/composite/interpolation.ts, computed inside a model from sizes that are known
// when it runs: in double precision and in the same order, so that every number is the same.

import { filledTensor } from '../graph/tensor.ts'
import {
  averagePoolMatrix,
  bilinearMatrix,
  shiftedBilinearMatrix,
} from '../operators/composite/interpolation.ts'
import { int } from '../operators/onnx-attribute.ts'
import type { Tensor } from '../graph/types.ts'
import type { OnnxBuilder } from './onnx-builder.ts'

export interface SizeMatrix {
  /** [to, from]; null when there is none of this shape. */
  matrixOf(from: number, to: number): Tensor | null
  /** The same from int64 of rank 0; returns the matrix's name. */
  emit(builder: OnnxBuilder, from: string, to: string): string
}

export const SIZE_MATRICES: readonly SizeMatrix[] = [
  { matrixOf: averagePoolMatrix, emit: emitAveragePool },
  { matrixOf: (from, to) => bilinearMatrix(from, to, false), emit: emitBilinear },
  {
    matrixOf: (from, to) => (from % 3 === 0 ? shiftedBilinearMatrix(from / 3, to) : null),
    emit: emitShiftedBilinear,
  },
]

/** Row i holds 1 / count from floor(i from / to) to, not including, ceil((i + 1) from / to). */
function emitAveragePool(b: OnnxBuilder, from: string, to: string): string {
  const one = b.integer(1)
  const rows = column(b, b.range(to))
  const columns = b.range(from)
  const start = b.call('Div', [b.call('Mul', [rows, from]), to])
  const past = b.call('Mul', [b.call('Add', [rows, one]), from])
  const end = b.call('Div', [b.call('Add', [past, b.call('Sub', [to, one])]), to])
  const isAfter = b.call('GreaterOrEqual', [columns, start])
  const isInside = b.call('And', [isAfter, b.call('Less', [columns, end])])
  const count = b.cast(b.call('Sub', [end, start]), 'float64')
  const share = b.cast(b.call('Div', [b.cast(one, 'float64'), count]), 'float32')
  return b.call('Where', [isInside, share, float(b, 0)])
}

/** Row i holds 1 - f and f around (i + 1/2) from / to - 1/2, kept inside. */
function emitBilinear(b: OnnxBuilder, from: string, to: string): string {
  const one = b.integer(1)
  const half = b.cast(float(b, 0.5), 'float64')
  const last = b.call('Sub', [from, one])
  const middle = b.call('Add', [b.cast(column(b, b.range(to)), 'float64'), half])
  const scaled = b.call('Mul', [middle, b.cast(from, 'float64')])
  const free = b.call('Sub', [b.call('Div', [scaled, b.cast(to, 'float64')]), half])
  const raised = b.call('Max', [free, b.cast(float(b, 0), 'float64')])
  const position = b.call('Min', [raised, b.cast(last, 'float64')])
  const floor = b.call('Floor', [position])
  const fraction = b.call('Sub', [position, floor])
  const low = b.cast(floor, 'int64')
  const high = b.call('Min', [b.call('Add', [low, one]), last])
  const rest = b.call('Sub', [b.cast(one, 'float64'), fraction])
  const columns = b.range(from)
  const at = (index: string, weight: string): string =>
    b.call('Where', [b.call('Equal', [columns, index]), b.cast(weight, 'float32'), float(b, 0)])
  return b.call('Add', [at(low, rest), at(high, fraction)])
}

/** The matrix one row down, as it is, and one row up, side by side; padding below 0 cuts a row off. */
function emitShiftedBilinear(b: OnnxBuilder, from: string, to: string): string {
  const matrix = emitBilinear(b, b.call('Div', [from, b.integer(3)]), to)
  const shifted = (rows: number): string => b.call('Pad', [matrix, b.integers(rows, 0, -rows, 0)])
  return b.call('Concat', [shifted(1), matrix, shifted(-1)], { axis: int(1) })
}

/** [n] to [n, 1]. */
function column(b: OnnxBuilder, row: string): string {
  return b.call('Unsqueeze', [row, b.integers(1)])
}

function float(b: OnnxBuilder, value: number): string {
  return b.initializers.nameOf(filledTensor('float32', [], value))
}
