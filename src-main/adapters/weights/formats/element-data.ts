// The number formats that weights files store, brought to the engine's data types: every floating
// format becomes float32, small integers become int32. Machines that run this are little-endian.

import { invariant } from '../../../core/errors.ts'
import { createTensor } from '../../../engine/graph/tensor.ts'
import type { Shape, Tensor } from '../../../engine/graph/types.ts'

export const ELEMENT_BYTES = {
  bool: 1,
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  float16: 2,
  bfloat16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  int64: 8,
  float64: 8,
} as const

export type ElementType = keyof typeof ELEMENT_BYTES

export type ByteOrder = 'little' | 'big'

/** A tensor of its own memory from row-major elements. `bytes` must fit the shape exactly. */
export function tensorOfElements(
  type: ElementType,
  shape: Shape,
  bytes: Uint8Array,
  order: ByteOrder = 'little',
): Tensor {
  const buffer = littleEndianCopy(bytes, ELEMENT_BYTES[type], order)
  switch (type) {
    case 'float32':
      return createTensor('float32', shape, new Float32Array(buffer))
    case 'float64':
      return createTensor('float32', shape, new Float32Array(new Float64Array(buffer)))
    case 'float16':
      return createTensor('float32', shape, float32OfFloat16(new Uint16Array(buffer)))
    case 'bfloat16':
      return createTensor('float32', shape, float32OfBfloat16(new Uint16Array(buffer)))
    case 'int64':
      return createTensor('int64', shape, new BigInt64Array(buffer))
    case 'uint32':
      return createTensor('int64', shape, BigInt64Array.from(new Uint32Array(buffer), BigInt))
    case 'int32':
      return createTensor('int32', shape, new Int32Array(buffer))
    case 'int16':
      return createTensor('int32', shape, new Int32Array(new Int16Array(buffer)))
    case 'uint16':
      return createTensor('int32', shape, new Int32Array(new Uint16Array(buffer)))
    case 'int8':
      return createTensor('int32', shape, new Int32Array(new Int8Array(buffer)))
    case 'uint8':
      return createTensor('uint8', shape, new Uint8Array(buffer))
    case 'bool':
      return createTensor('bool', shape, new Uint8Array(buffer).map(zeroOrOne))
  }
}

function littleEndianCopy(bytes: Uint8Array, size: number, order: ByteOrder): ArrayBuffer {
  invariant(bytes.length % size === 0, `elements of ${size} bytes cannot fill ${bytes.length}`)
  const copy = new Uint8Array(bytes.length)
  copy.set(bytes)
  if (order === 'big' && size > 1) {
    const words = Buffer.from(copy.buffer)
    if (size === 2) words.swap16()
    else if (size === 4) words.swap32()
    else words.swap64()
  }
  return copy.buffer
}

function zeroOrOne(value: number): number {
  return value === 0 ? 0 : 1
}

/** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
function float32OfFloat16(halves: Uint16Array): Float32Array {
  const values = new Float32Array(halves.length)
  for (let i = 0; i < halves.length; i++) {
    const bits = halves[i]!
    const exponent = (bits >>> 10) & 31
    const fraction = bits & 1023
    let magnitude = (1 + fraction / 1024) * 2 ** (exponent - 15)
    if (exponent === 0) magnitude = fraction * 2 ** -24
    else if (exponent === 31) magnitude = fraction === 0 ? Infinity : NaN
    values[i] = bits & 0x8000 ? -magnitude : magnitude
  }
  return values
}

/** bfloat16 is the upper half of a float32. */
function float32OfBfloat16(halves: Uint16Array): Float32Array {
  const words = new Uint32Array(halves.length)
  for (let i = 0; i < halves.length; i++) words[i] = halves[i]! << 16
  return new Float32Array(words.buffer)
}
