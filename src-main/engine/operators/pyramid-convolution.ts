// A 3x3 convolution over feature maps joined with pooled bins that were enlarged to their size, as the pyramid
// pooling head has it, without enlarging the bins.
// Convolving and enlarging are both linear, so the convolution can see the few bins and its result be
// enlarged: half of the multiplications of a pyramid go. With R the bilinear matrix of the rows, R_i the
// same shifted to where tap i looks (zeros beyond the border), S and S_j those of the columns:
//   conv(enlarged z)[k] = sum over taps (i, j) of R_i (sum over c of W[k, c, i, j] z[c]) S_j^T.

import { invariant } from '../../core/errors.ts'
import type { CompositeOperator, Value } from '../graph/operator.ts'
import { formatShape } from '../graph/shape.ts'
import { add } from './add.ts'
import { sizeAt } from './axes.ts'
import { callOne } from './call-one.ts'
import { shiftedBilinearMatrix } from './composite/interpolation.ts'
import { concat } from './concat.ts'
import { conv, convOperator } from './conv.ts'
import type { NoAttributes } from './elementwise.ts'
import { matmul, swapLastAxes } from './matmul.ts'
import { reshape } from './reshape.ts'
import { slice } from './slice-and-pad.ts'
import { transpose } from './transpose.ts'

type Inputs = readonly [x: Value, weight: Value, ...bins: Value[]]

const KERNEL = 3
const TAPS = KERNEL * KERNEL
const OVER_X = { kernel: [3, 3], strides: [1, 1], dilations: [1, 1], padding: [1, 1, 1, 1], groups: 1 } as const // prettier-ignore

export const pyramidConvolutionOperator: CompositeOperator<Inputs, NoAttributes> = {
  kind: 'composite',
  type: 'pyramidConvolution',
  expand: ({ inputs: [x, weight, ...bins], fail }) => {
    const channels = [x, ...bins].reduce((sum, value) => sum + sizeAt(value, 1), 0)
    const isFitting = weight.shape[1] === channels && weight.shape[2] === KERNEL
    if (!isFitting || weight.shape[3] !== KERNEL || bins.length === 0) {
      throw fail(
        `weight ${formatShape(weight.shape)} for ${channels} channels of x and ${bins.length} bins`,
        `it must be [filters, ${channels}, 3, 3], and there must be bins`,
      )
    }
    const parts = splitWeight(weight, [x, ...bins])
    const responses = bins.map((z, index) =>
      matmul(binResponses(z, partAt(parts, index + 1)), swapLastAxes(columnMatrix(x, z))),
    )
    const enlarged = matmul(rowMatrices(x, bins), joined(responses, 2))
    return [add(conv(x, partAt(parts, 0), { padding: 1 }), enlarged)]
  },
  gradient: ({ inputs: [x, weight, ...bins], upstream }) => {
    const parts = splitWeight(weight, [x, ...bins])
    const overX = convOperator.gradient?.({
      inputs: [x, partAt(parts, 0)],
      output: upstream,
      outputs: [upstream],
      attributes: OVER_X,
      upstream,
    })
    invariant(overX !== undefined, 'a convolution has a gradient')
    const ofBins = once(() => binGradients(upstream, x, bins))
    const slopes = (index: number): Value => partAt(ofBins(), index)
    return [
      () => required(overX[0])(),
      () => {
        const ofWeights = bins.map((z, index) => weightGradient(slopes(index), z))
        return joined([required(overX[1])(), ...ofWeights], 1)
      },
      ...bins.map((z, index) => () => binGradient(slopes(index), partAt(parts, index + 1), z)),
    ]
  },
}

/**
 * conv([x, enlarged bins], weight) with padding 1; bins are enlarged bilinearly (align_corners false).
 * @param x [N, C, h, w]
 * @param bins [N, C_b, b, b] each
 * @param weight [K, C + sum of C_b, 3, 3]
 * @returns [N, K, h, w]
 */
export function pyramidConvolution(x: Value, bins: readonly Value[], weight: Value): Value {
  return callOne(pyramidConvolutionOperator, [x, weight, ...bins], {})
}

/** The weights that see each of `values`, in their order along the channels. */
function splitWeight(weight: Value, values: readonly Value[]): Value[] {
  let end = 0
  return values.map((value) => {
    const start = end
    end += sizeAt(value, 1)
    return slice(weight, [{ axis: 1, start, end }])
  })
}

/** What every tap makes of every bin: [N, K, 3 b, 3 b], rows and columns ordered tap by tap. */
function binResponses(z: Value, weight: Value): Value {
  const [n, , b] = z.shape as [number, number, number]
  const filters = sizeAt(weight, 0)
  const products = matmul(tapRows(weight), binColumns(z))
  const taps = reshape(products, [filters, KERNEL, KERNEL, n, b, b])
  return reshape(transpose(taps, [3, 0, 1, 4, 2, 5]), [n, filters, KERNEL * b, KERNEL * b])
}

/** Gradients of `binResponses` as [K taps, N b b], one for each of the bins. */
function binGradients(upstream: Value, x: Value, bins: readonly Value[]): Value[] {
  const [n, filters] = upstream.shape as [number, number]
  const rows = matmul(swapLastAxes(rowMatrices(x, bins)), upstream)
  let end = 0
  return bins.map((z) => {
    const b = sizeAt(z, 2)
    const start = end
    end += KERNEL * b
    const responses = matmul(slice(rows, [{ axis: 2, start, end }]), columnMatrix(x, z))
    const taps = reshape(responses, [n, filters, KERNEL, b, KERNEL, b])
    return reshape(transpose(taps, [1, 2, 4, 0, 3, 5]), [filters * TAPS, n * b * b])
  })
}

/** [K, C_b, 3, 3] */
function weightGradient(slope: Value, z: Value): Value {
  const product = matmul(slope, swapLastAxes(binColumns(z)))
  const byTap = reshape(product, [sizeAt(slope, 0) / TAPS, TAPS, sizeAt(z, 1)])
  return reshape(transpose(byTap, [0, 2, 1]), [sizeAt(byTap, 0), sizeAt(z, 1), KERNEL, KERNEL])
}

function binGradient(slope: Value, weight: Value, z: Value): Value {
  const [n, channels, b] = z.shape as [number, number, number]
  const product = matmul(swapLastAxes(tapRows(weight)), slope)
  return transpose(reshape(product, [channels, n, b, b]), [1, 0, 2, 3])
}

/** [K, C, 3, 3] to [K taps, C]. */
function tapRows(weight: Value): Value {
  const [filters, channels] = weight.shape as [number, number]
  const byTap = transpose(reshape(weight, [filters, channels, TAPS]), [0, 2, 1])
  return reshape(byTap, [filters * TAPS, channels])
}

/** [N, C, b, b] to [C, N b b]. */
function binColumns(z: Value): Value {
  return reshape(transpose(z, [1, 0, 2, 3]), [sizeAt(z, 1), -1])
}

/** [h, 3 b of all bins] */
function rowMatrices(x: Value, bins: readonly Value[]): Value {
  const matrices = bins.map((z) => shiftedMatrix(x, sizeAt(z, 2), sizeAt(x, 2)))
  return joined(matrices, 1)
}

/** [w, 3 b] */
function columnMatrix(x: Value, z: Value): Value {
  return shiftedMatrix(x, sizeAt(z, 3), sizeAt(x, 3))
}

function shiftedMatrix({ graph }: Value, from: number, to: number): Value {
  return graph.constant(shiftedBilinearMatrix(from, to))
}

function joined(values: readonly Value[], axis: number): Value {
  const [first, ...rest] = values
  invariant(first !== undefined, 'there is a bin')
  return concat([first, ...rest], axis)
}

function partAt(parts: readonly Value[], index: number): Value {
  return required(parts[index])
}

function required<T>(value: T | null | undefined): T {
  invariant(value !== undefined && value !== null, 'there is one for each input')
  return value
}

/** Rules ask for it when they are needed; it is built the first time. */
function once<T>(build: () => T): () => T {
  let built: T | undefined
  return () => (built ??= build())
}
