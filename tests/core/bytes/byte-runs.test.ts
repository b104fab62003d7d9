import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  endOfRun,
  isSameBytes,
  runPairsOf,
  wordsOf,
} from '../../../src-main/core/bytes/byte-runs.ts'

/** Few values in long runs, at any offset of their memory. */
const runs = fc.array(fc.tuple(fc.constantFrom(0, 1, 255), fc.integer({ min: 1, max: 13 })), {
  minLength: 1,
  maxLength: 12,
})

test('a run ends where another byte begins, wherever the bytes lie', () => {
  fc.assert(
    fc.property(runs, fc.integer({ min: 0, max: 5 }), (parts, offset) => {
      const all = parts.flatMap(([value, count]) => Array.from({ length: count }, () => value))
      const bytes = new Uint8Array(all.length + offset + 8).fill(all.at(-1)!).subarray(offset, offset + all.length) // prettier-ignore
      bytes.set(all)
      const words = wordsOf(bytes)
      for (let from = 0; from < bytes.length; from++) {
        let end = from
        while (end < bytes.length && bytes[end] === bytes[from]) end++
        expect(endOfRun(bytes, words, from)).toBe(end)
        for (let limit = from + 1; limit <= bytes.length; limit += 3) {
          expect(endOfRun(bytes, words, from, limit)).toBe(Math.min(end, limit))
        }
      }
    }),
  )
})

test('bytes are the same wherever they lie, and another when one differs', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.nat({ max: 5 }),
      fc.nat(),
      (bytes, offset, at) => {
        const moved = new Uint8Array(bytes.length + offset + 4)
        moved.set(bytes, offset)
        const other = moved.subarray(offset, offset + bytes.length)
        expect(isSameBytes(bytes, other)).toBe(true)
        expect(isSameBytes(bytes, moved.subarray(offset, offset + bytes.length - 1))).toBe(false)
        other[at % bytes.length]! ^= 1
        expect(isSameBytes(bytes, other)).toBe(false)
      },
    ),
  )
})

test('stretches of two planes hold every place of the part once, and end where either changes', () => {
  fc.assert(
    fc.property(runs, runs, fc.nat({ max: 9 }), fc.nat({ max: 9 }), (one, other, skip, left) => {
      const bytesOf = (parts: typeof one): number[] =>
        parts.flatMap(([value, count]) => Array.from({ length: count }, () => value))
      const [first, second] = [bytesOf(one), bytesOf(other)]
      const length = Math.min(first.length, second.length)
      const [from, end] = [Math.min(skip, length), Math.max(Math.min(skip, length), length - left)]
      const seen: number[] = []
      const [a, b] = [Uint8Array.from(first.slice(0, length)), Uint8Array.from(second.slice(0, length))] // prettier-ignore
      runPairsOf(a, b)(from, end, (start, until) => {
        for (let at = start; at < until; at++) {
          seen.push(at)
          expect([a[at], b[at]]).toEqual([a[start], b[start]])
        }
        if (until < end) expect(a[until] === a[start] && b[until] === b[start]).toBe(false)
      })
      expect(seen).toEqual(Array.from({ length: end - from }, (_, at) => from + at))
    }),
  )
})
