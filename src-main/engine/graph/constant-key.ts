// A key that is equal for equal constants, so that a graph stores each one once.

import { invariant } from '../../core/errors.ts'
import type { Tensor } from './types.ts'

/** Type, shape and the very bytes: two constants share a key only if they are the same. */
export function constantKey(tensor: Tensor): string {
  const { data, dataType, shape } = tensor
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  invariant(bytes.length < 1 << 28, 'constants of 256 MB and more belong in the state')
  const parts: string[] = []
  for (let start = 0; start < bytes.length; start += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + 8192)))
  }
  return `${dataType}[${shape.join()}]${parts.join('')}`
}
