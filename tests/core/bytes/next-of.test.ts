import { expect, test } from 'vitest'
import { nextOf } from '../../../src-main/core/bytes/next-of.ts'
import { fc } from '../arbitraries.ts'

test('the next byte of a value is where a plain search finds it, near and far', () => {
  const gap = fc.integer({ min: 0, max: 60 })
  fc.assert(
    fc.property(gap, gap, fc.integer({ min: 0, max: 90 }), (before, after, from) => {
      const data = new Uint8Array(before + 1 + after)
      data[before] = 7
      const plain = data.findIndex((value, i) => i >= from && value === 7)
      expect(nextOf(data, 7, Math.min(from, data.length))).toBe(plain < 0 ? data.length : plain)
    }),
  )
})
