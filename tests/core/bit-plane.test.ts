import { describe, expect, it } from 'vitest'
import {
  countBits,
  createBitPlane,
  decodeBitPlane,
  encodeBitPlane,
  getBit,
  readBitRect,
  setBit,
  setBitRect,
} from '../../src-main/core/bit-plane.ts'
import { clipRect } from '../../src-main/core/rect.ts'
import { fc, rects } from './arbitraries.ts'

const paintings = fc.array(fc.tuple(rects, fc.boolean()), { maxLength: 8 })
const sizes = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))

describe('a bit plane', () => {
  it('sets rectangles exactly as pixel by pixel', () => {
    fc.assert(
      fc.property(sizes, paintings, ([width, height], steps) => {
        const [fast, slow] = [createBitPlane(width, height), createBitPlane(width, height)]
        for (const [rect, on] of steps) {
          setBitRect(fast, rect, on)
          const inside = clipRect(rect, width, height)
          for (let y = inside.y; y < inside.y + inside.height; y++) {
            for (let x = inside.x; x < inside.x + inside.width; x++) setBit(slow, x, y, on)
          }
        }
        expect(fast).toEqual(slow)
        const whole = readBitRect(fast, { x: 0, y: 0, width, height })
        expect(countBits(fast)).toBe(whole.reduce((sum, bit) => sum + bit, 0))
        expect(getBit(fast, width - 1, height - 1)).toBe(whole.at(-1) === 1)
        expect(decodeBitPlane(encodeBitPlane(fast), width, height)).toEqual(fast)
      }),
    )
  })

  it('refuses bits past the end of a row', () => {
    const plane = createBitPlane(3, 2)
    plane.data[1] = 0b1000
    expect(() => decodeBitPlane(encodeBitPlane(plane), 3, 2)).toThrow(/row 1 has bits past its end/)
  })
})
