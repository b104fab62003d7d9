import { describe, expect, it } from 'vitest'
import {
  quantise,
  upsamplePrediction,
  upsampleBilinear,
} from '../../../src-main/core/images/upsample.ts'
import { fc } from '../arbitraries.ts'

const side = fc.integer({ min: 1, max: 6 })
const bigSide = fc.integer({ min: 1, max: 15 })

const cases = fc
  .tuple(fc.integer({ min: 1, max: 21 }), side, side, bigSide, bigSide)
  .chain((shape) => {
    const [C, h, w] = shape
    const values = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), {
      minLength: C * h * w,
      maxLength: C * h * w,
    })
    return values.map((list) => ({ shape, logits: Float32Array.from(list) }))
  })

describe('labels, probabilities and entropies at full size', () => {
  it('equal those of the upsampled logits', () => {
    fc.assert(
      fc.property(cases, ({ shape: [C, h, w, H, W], logits }) => {
        const { labels, probability, entropy } = upsamplePrediction(logits, C, h, w, H, W)
        const full = upsampleBilinear(logits, C, h, w, H, W)
        for (let i = 0; i < H * W; i++) {
          const own = Array.from({ length: C }, (_, c) => full[c * H * W + i]!)
          const largest = Math.max(...own)
          expect(own[labels[i]!]!).toBeGreaterThanOrEqual(largest - 1e-4)
          const powers = own.map((z) => Math.exp(z - largest))
          const sum = powers.reduce((a, b) => a + b, 0)
          expect(probability[i]!).toBeCloseTo(1 / sum, 4)
          const nats = powers.reduce((e, p) => e - (p === 0 ? 0 : (p / sum) * Math.log(p / sum)), 0)
          expect(entropy[i]!).toBeCloseTo(C === 1 ? 0 : nats / Math.log(C), 4)
        }
      }),
    )
  })

  it('are 1 where nothing is known and 0 where all is sure', () => {
    const unsure = upsamplePrediction(new Float32Array(21), 21, 1, 1, 2, 3)
    expect([...unsure.entropy].every((value) => Math.abs(value - 1) < 1e-6)).toBe(true)
    expect([...unsure.probability].every((value) => Math.abs(value - 1 / 21) < 1e-6)).toBe(true)
    const sure = Float32Array.from({ length: 21 }, (_, c) => (c === 12 ? 100 : 0))
    const { labels, probability, entropy } = upsamplePrediction(sure, 21, 1, 1, 2, 2)
    expect([[...labels], [...probability], [...entropy]]).toEqual([
      [12, 12, 12, 12],
      [1, 1, 1, 1],
      [0, 0, 0, 0],
    ])
  })

  it('meet the coarse values at the corners', () => {
    const values = Float32Array.of(1, 2, 3, 4)
    const full = upsampleBilinear(values, 1, 2, 2, 3, 5)
    expect([full[0], full[4], full[10], full[14], full[7]]).toEqual([1, 2, 3, 4, 2.5])
  })

  it('refuse too few logits', () => {
    expect(() => upsamplePrediction(new Float32Array(20), 21, 1, 1, 2, 2)).toThrow(/need 21/)
  })

  it('fit in bytes', () => {
    expect([...quantise(Float32Array.of(0, 0.5, 1, 1.1))]).toEqual([0, 128, 255, 255])
  })
})
