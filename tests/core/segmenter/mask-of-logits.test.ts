// Masks from coarse logits: equal to interpolating every pixel, found span by span.

import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../src-main/core/random.ts'
import { decodeRuns, encodeRuns } from '../../../src-main/core/bytes/run-length.ts'
import { maskOfLogits } from '../../../src-main/core/segmenter/mask-of-logits.ts'
import {
  SEGMENTER_SIDE,
  promptTensors,
  promptsBefore,
  sizeInSquare,
} from '../../../src-main/core/segmenter/prompts.ts'
import { rankMasks } from '../../../src-main/core/segmenter/rank-masks.ts'
import { fc } from '../arbitraries.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** The logit of each pixel of the photo, interpolated one by one. */
function interpolated(logits: Float32Array, side: number, photo: Size): Float64Array {
  const inside = sizeInSquare(photo)
  const position = (at: number, length: number, covered: number): number => {
    const step = (covered * side) / SEGMENTER_SIDE / length
    return Math.max(0, Math.min(side - 1, (at + 0.5) * step - 0.5))
  }
  return Float64Array.from({ length: photo.width * photo.height }, (_, i) => {
    const u = position(i % photo.width, photo.width, inside.width)
    const v = position(Math.floor(i / photo.width), photo.height, inside.height)
    const [x, y] = [Math.min(side - 2, Math.floor(u)), Math.min(side - 2, Math.floor(v))]
    const at = (dx: number, dy: number): number => logits[(y + dy) * side + x + dx]!
    const top = at(0, 0) + (at(1, 0) - at(0, 0)) * (u - x)
    const bottom = at(0, 1) + (at(1, 1) - at(0, 1)) * (u - x)
    return top + (bottom - top) * (v - y)
  })
}

function decodedMask(logits: Float32Array, side: number, photo: Size) {
  const { rect, runs } = maskOfLogits(logits, side, photo)
  const data = decodeRuns(runs, rect.width * rect.height)
  // Neighbouring spans are joined: the runs are as few as they can be.
  expect(runs).toEqual(encodeRuns(data))
  return { rect, data }
}

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 90 }),
  height: fc.integer({ min: 1, max: 90 }),
})

describe('a mask of logits', () => {
  test('holds the pixels whose interpolated logit is above 0, and no others', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom(2, 3, 8, 32), fc.integer(), (photo, side, seed) => {
        const random = createRandom(Math.abs(seed))
        const logits = Float32Array.from({ length: side * side }, () => random.uniform() * 8 - 4)
        const { rect, data } = decodedMask(logits, side, photo)
        const expected = interpolated(logits, side, photo)
        for (let y = 0; y < photo.height; y++) {
          for (let x = 0; x < photo.width; x++) {
            const value = expected[y * photo.width + x]!
            // On the line itself the order of rounding decides.
            if (Math.abs(value) < 1e-9) continue
            const [column, row] = [x - rect.x, y - rect.y]
            const isInside = column >= 0 && row >= 0 && column < rect.width && row < rect.height
            const found = isInside ? data[row * rect.width + column] : 0
            expect(`${x},${y}: ${found}`).toBe(`${x},${y}: ${value > 0 ? 1 : 0}`)
          }
        }
      }),
    )
  })

  test('is as small as its pixels and empty when there are none', () => {
    const none = decodedMask(new Float32Array(16).fill(-1), 4, { width: 40, height: 20 })
    expect(none).toEqual({ rect: { x: 0, y: 0, width: 0, height: 0 }, data: new Uint8Array() })
    const all = decodedMask(new Float32Array(16).fill(1), 4, { width: 40, height: 20 })
    expect(all.rect).toEqual({ x: 0, y: 0, width: 40, height: 20 })
    expect(all.data.every((value) => value === 1)).toBe(true)
  })
})

describe('prompts', () => {
  const photo = { width: 2048, height: 1000 }

  test('become pixels of the square, closed by a point that says there is no box', () => {
    const points = [
      { x: 2.5, y: 4.5, isPositive: true },
      { x: 100, y: 50, isPositive: false },
    ]
    const { coordinates, labels } = promptTensors({ points, box: null }, photo)
    expect([...coordinates]).toEqual([0.75, 1.75, 49.5, 24.5, 0, 0])
    expect([...labels]).toEqual([1, 0, -1])
  })

  test('can be taken back to what they were before the last one', () => {
    const [a, b] = [{ x: 1, y: 1, isPositive: true }, { x: 2, y: 2, isPositive: false }] // prettier-ignore
    const box = { left: 0, top: 0, right: 3, bottom: 3 }
    const all = { points: [a, b], box, chosen: [2, 1] }
    expect(promptsBefore(all)).toEqual({ points: [a], box, chosen: [2] })
    expect(promptsBefore({ points: [a], box, chosen: [2] })).toEqual({
      points: [],
      box,
      chosen: [],
    })
    expect(promptsBefore({ points: [], box, chosen: [] })).toBeNull()
  })

  test('of a box are its two corners', () => {
    const box = { left: 2, top: 4, right: 20, bottom: 10 }
    const { coordinates, labels } = promptTensors({ points: [], box }, photo)
    expect([...coordinates]).toEqual([0.5, 1.5, 9.5, 4.5])
    expect([...labels]).toEqual([2, 3])
  })
})

test('the whole goes before its parts, and several prompts begin with the mask made for them', () => {
  expect(rankMasks([0.2, 0.5, 0.9, 0.7], true)).toEqual([3, 2, 1])
  expect(rankMasks([0.2, 0.5, 0.9, 0.7], false)).toEqual([0, 3, 2])
  expect(rankMasks([0.2, 0.9, 0.5], false)).toEqual([2, 1, 0])
  expect(rankMasks([0.4], true)).toEqual([0])
})
