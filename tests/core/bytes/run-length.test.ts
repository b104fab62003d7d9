import { describe, expect, it } from 'vitest'
import { decodeRuns, encodeRun, encodeRuns } from '../../../src-main/core/bytes/run-length.ts'
import { fc } from '../arbitraries.ts'

const runs = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 400 })), {
    maxLength: 40,
  })
  .map((parts) =>
    Uint8Array.from(parts.flatMap(([value, count]) => Array<number>(count).fill(value))),
  )

describe('run-length coding', () => {
  it('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.oneof(runs, fc.uint8Array({ maxLength: 500 })), (bytes) => {
        expect(decodeRuns(encodeRuns(bytes), bytes.length)).toEqual(bytes)
      }),
    )
  })

  it('writes one value many times as it writes the bytes', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(1000), (value, count) => {
        expect(encodeRun(value, count)).toEqual(encodeRuns(new Uint8Array(count).fill(value)))
      }),
    )
  })

  it('makes an empty photo tiny and noise hardly longer', () => {
    expect(encodeRuns(new Uint8Array(12_000_000)).length).toBeLessThan(8)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(encodeRuns(bytes).length).toBeLessThanOrEqual(bytes.length * 1.02 + 8)
      }),
    )
  })

  it('refuses every wrong length and every cut', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 0, max: 20_000 }), (bytes, length) => {
        fc.pre(length !== bytes.length && bytes.length > 0)
        const encoded = encodeRuns(bytes)
        expect(() => decodeRuns(encoded, length)).toThrow(/run-length data: expected exactly/)
        expect(() => decodeRuns(encoded.slice(0, -1), bytes.length)).toThrow(/expected exactly/)
      }),
    )
  })

  it('survives any bytes as input without looping or writing too much', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.integer({ min: 0, max: 300 }),
        (bytes, n) => {
          try {
            expect(decodeRuns(bytes, n).length).toBe(n)
          } catch (error) {
            expect(error).toMatchObject({ kind: 'corrupt' })
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
