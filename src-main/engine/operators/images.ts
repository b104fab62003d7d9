// Reads the sizes of an image batch [N, C, H, W] or a weight [K, C, kh, kw]; throws on another rank.

import type { Fail } from '../graph/operator.ts'
import { formatShape } from '../graph/shape.ts'
import type { TensorType } from '../graph/types.ts'

export type Sizes4 = readonly [number, number, number, number]

export function sizes4(what: string, value: TensorType, fail: Fail): Sizes4 {
  const [n, c, h, w] = value.shape
  const isComplete = n !== undefined && c !== undefined && h !== undefined && w !== undefined
  if (isComplete && value.shape.length === 4) return [n, c, h, w]
  throw fail(`${what} has shape ${formatShape(value.shape)}`, 'it needs four axes')
}
