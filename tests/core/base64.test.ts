import { expect, test } from 'vitest'
import { decodeBase64, encodeBase64 } from '../../src-main/core/base64.ts'
import { fc } from './arbitraries.ts'

test('base64 is what the platform makes of the same bytes, and comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = encodeBase64(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64'))
      expect(decodeBase64(text)).toEqual(bytes)
    }),
  )
})

test('what is no base64 is refused with the place', () => {
  expect(() => decodeBase64('QUJDRA')).toThrow('multiple of 4, got 6')
  expect(() => decodeBase64('QU-D')).toThrow('position 2')
  expect(() => decodeBase64('QUé=')).toThrow('position 2')
  expect(() => decodeBase64('=UJD')).toThrow('position 0')
  expect(() => decodeBase64('QU==QUJD')).toThrow('position 2')
})
