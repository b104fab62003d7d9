// Masks of one bit a pixel, read by another program's decoder and by our own.

import { decode } from 'fast-png'
import { expect, test } from 'vitest'
import { encodePng1 } from '../../../src-main/adapters/images/png1.ts'
import { decodePng8, readPng } from '../../../src-main/adapters/images/png8.ts'

const BITS = Uint8Array.of(0b1000_0000, 0b1100_0000, 0b0000_0001, 0b0000_0000)

test('another decoder finds every bit', async () => {
  const png = decode(await encodePng1({ width: 10, height: 2, bits: BITS }))
  expect([png.width, png.height, png.depth, png.channels]).toEqual([10, 2, 1, 1])
  expect(Uint8Array.from(png.data)).toEqual(BITS)
})

test('our own gives a byte for each', async () => {
  const bytes = await encodePng1({ width: 10, height: 2, bits: BITS })
  const { image } = await decodePng8(bytes, readPng(bytes, 'a.png'), 'a.png')
  expect([...image.data]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
})
