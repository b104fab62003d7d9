// Gradient of max pooling without scatter: one comparison per window tap, then the gradients are put
// back phase by phase (positions equal modulo the stride) and interleaved.

import { invariant } from '../../core/errors.ts'
import type { Value } from '../graph/operator.ts'
import { add } from './add.ts'
import { sizeAt } from './axes.ts'
import { cast } from './cast.ts'
import { equal } from './compare.ts'
import { concat } from './concat.ts'
import { divide } from './divide.ts'
import { expand } from './expand.ts'
import { multiply } from './multiply.ts'
import { reshape } from './reshape.ts'
import { pad, slice } from './slice-and-pad.ts'
import { transpose } from './transpose.ts'
import type { Padding, Pair } from './window.ts'

/** The smallest finite float32: padding never is a maximum, and a comparison with it is defined. */
const LOWEST = -3.4028234663852886e38

interface Pooling {
  readonly x: Value
  readonly y: Value
  readonly upstream: Value
  readonly kernel: Pair
  readonly strides: Pair
  readonly padding: Padding
}

/** dx[p] = sum over windows w that hold p of [x[p] = y[w]] dy[w] / (number of maxima in w). */
export function maxPoolGradient(pooling: Pooling): Value {
  const { x, y, upstream, kernel, strides, padding } = pooling
  const grid: Pair = [gridSize(pooling, 0), gridSize(pooling, 1)]
  const [top, left] = padding
  const extended = resize(x, [-top, -left], [grid[0] * strides[0], grid[1] * strides[1]], LOWEST)
  const taps = tapsOf(kernel).map(([i, j]) => {
    const seen = slice(extended, [tapRange(2, i, strides[0], y), tapRange(3, j, strides[1], y)])
    return { i, j, isMaximum: cast(equal(seen, y), 'float32') }
  })
  const nothing = expand(x.graph.scalar(0), [...x.shape.slice(0, 2), ...grid])
  const count = sumOf(taps.map((tap) => tap.isMaximum))
  const share = divide(upstream, count)
  const phases = tapsOf(strides).map(([r, s]) => {
    const here = taps.filter(({ i, j }) => i % strides[0] === r && j % strides[1] === s)
    const parts = here.map(({ i, j, isMaximum }) => {
      const origin: Pair = [-Math.floor(i / strides[0]), -Math.floor(j / strides[1])]
      return resize(multiply(isMaximum, share), origin, grid, 0)
    })
    return parts.length === 0 ? nothing : sumOf(parts)
  })
  const spread = interleave(phases, strides, grid)
  return resize(spread, [top, left], [sizeAt(x, 2), sizeAt(x, 3)], 0)
}

/** Strides needed to cover the padded input and every window. */
function gridSize({ x, y, kernel, strides, padding }: Pooling, axis: 0 | 1): number {
  const padded = sizeAt(x, axis + 2) + padding[axis] + (axis === 0 ? padding[2] : padding[3])
  const covered = (sizeAt(y, axis + 2) - 1) * strides[axis] + kernel[axis]
  return Math.ceil(Math.max(padded, covered) / strides[axis])
}

function tapsOf(size: Pair): Pair[] {
  const taps: Pair[] = []
  for (let i = 0; i < size[0]; i++) {
    for (let j = 0; j < size[1]; j++) taps.push([i, j])
  }
  return taps
}

function tapRange(axis: 2 | 3, tap: number, step: number, y: Value) {
  return { axis, start: tap, end: tap + (sizeAt(y, axis) - 1) * step + 1, step }
}

function sumOf(values: readonly Value[]): Value {
  return values.reduce((sum, value) => add(sum, value))
}

/** Cuts or pads the image so that it begins at `origin` and has `size`. */
function resize(x: Value, origin: Pair, size: Pair, value: number): Value {
  const [height, width] = [sizeAt(x, 2), sizeAt(x, 3)]
  const before = [0, 0, Math.max(-origin[0], 0), Math.max(-origin[1], 0)]
  const after = [
    0,
    0,
    Math.max(size[0] + origin[0] - height, 0),
    Math.max(size[1] + origin[1] - width, 0),
  ]
  const start = [Math.max(origin[0], 0), Math.max(origin[1], 0)] as const
  return slice(pad(x, before, after, value), [
    { axis: 2, start: start[0], end: start[0] + size[0] },
    { axis: 3, start: start[1], end: start[1] + size[1] },
  ])
}

/** Phase (r, s) goes to the positions r modulo the vertical, s modulo the horizontal stride. */
function interleave(phases: readonly Value[], strides: Pair, grid: Pair): Value {
  const [first, ...rest] = phases.map((phase) => reshape(phase, phase.shape.toSpliced(2, 0, 1)))
  invariant(first !== undefined, 'MaxPool: no stride')
  const leading = first.shape.slice(0, 2)
  const stacked = reshape(concat([first, ...rest], 2), [...leading, ...strides, ...grid])
  const woven = transpose(stacked, [0, 1, 4, 2, 5, 3])
  return reshape(woven, [...leading, grid[0] * strides[0], grid[1] * strides[1]])
}
