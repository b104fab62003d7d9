import { expect, it } from 'vitest'
import { tensorOfElements } from '../../../../src-main/adapters/weights/formats/element-data.ts'

function float32Of(type: 'float16' | 'bfloat16', ...bits: number[]): number[] {
  const bytes = new Uint8Array(Uint16Array.from(bits).buffer)
  return [...(tensorOfElements(type, [bits.length], bytes).data as Float32Array)]
}

it('half precision keeps zeros of both signs, subnormal numbers, infinities and NaN', () => {
  const bits = [0, 0x8000, 1, 0x83ff, 0x0400, 0x3c00, 0xc000, 0x7bff, 0x7c00, 0xfc00, 0x7e01]
  expect(float32Of('float16', ...bits)).toEqual([
    0,
    -0,
    2 ** -24,
    -1023 * 2 ** -24,
    2 ** -14,
    1,
    -2,
    65504,
    Infinity,
    -Infinity,
    NaN,
  ])
})

it('half precision grows with its bits, over all numbers it has', () => {
  const values = float32Of('float16', ...Array.from({ length: 0x7c01 }, (_, bits) => bits))
  expect(values.every((value, i) => i === 0 || value > values[i - 1]!)).toBe(true)
})

it('bfloat16 is the upper half of a float', () => {
  expect(float32Of('bfloat16', 0x3f80, 0xc040, 0x0001, 0x7f80, 0x8000)).toEqual([
    1,
    -3,
    Math.fround(2 ** -133),
    Infinity,
    -0,
  ])
})

it('any byte but zero is true', () => {
  expect(tensorOfElements('bool', [3], Uint8Array.of(0, 1, 200)).data).toEqual(
    Uint8Array.of(0, 1, 1),
  )
})
