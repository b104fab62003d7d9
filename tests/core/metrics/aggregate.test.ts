import { describe, expect, it } from 'vitest'
import {
  averageByUser,
  quantile,
  summarise,
  summariseMiou,
} from '../../../src-main/core/metrics/aggregate.ts'
import { confusionOf, sumConfusions } from '../../../src-main/core/metrics/confusion.ts'
import { meanIou } from '../../../src-main/core/metrics/miou.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { fc } from '../arbitraries.ts'

const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 })

describe('a mean', () => {
  it('comes with its n and an interval around it, the same for the same seed', () => {
    fc.assert(
      fc.property(values, fc.nat(), (list, seed) => {
        const summary = summarise(list, { seed, resamples: 200 })
        expect(summary.n).toBe(list.length)
        expect(summary.low!).toBeLessThanOrEqual(summary.high!)
        expect(summary.low!).toBeGreaterThanOrEqual(Math.min(...list) - 1e-12)
        expect(summary.high!).toBeLessThanOrEqual(Math.max(...list) + 1e-12)
        expect(summarise(list, { seed, resamples: 200 })).toEqual(summary)
      }),
    )
  })

  it('has an interval of the textbook width for normal values', () => {
    const random = createRandom(3)
    const list = Array.from({ length: 400 }, () => random.normal())
    const { low, high } = summarise(list, { seed: 1, resamples: 2000 })
    expect(high! - low!).toBeCloseTo((2 * 1.96) / 20, 1)
  })

  it('leaves skipped images out, and of nothing is null', () => {
    expect(summarise([0.5, null, 0.7], { seed: 1 })).toMatchObject({ n: 2, mean: 0.6 })
    expect(summarise([null], { seed: 1 })).toEqual({ mean: null, low: null, high: null, n: 0 })
  })

  it('over users gives each user the same weight', () => {
    const list = [
      { user: 'id1', value: 0 },
      { user: 'id2', value: 1 },
      { user: 'id1', value: 0 },
      { user: 'id1', value: 0 },
    ]
    const { users, overall } = averageByUser(list, { seed: 1 })
    expect(users.map(({ user, summary }) => [user, summary.mean, summary.n])).toEqual([
      ['id1', 0, 3],
      ['id2', 1, 1],
    ])
    expect(overall).toMatchObject({ mean: 0.5, n: 2 })
  })
})

describe('the mIoU of a set', () => {
  it('is that of the summed confusion, with an interval over images', () => {
    const images = [
      confusionOf(Uint8Array.of(0, 12), Uint8Array.of(0, 12)),
      confusionOf(Uint8Array.of(0, 12), Uint8Array.of(0, 8)),
      confusionOf(Uint8Array.of(15, 12), Uint8Array.of(15, 15)),
    ]
    const summary = summariseMiou(images, 'present', { seed: 4, resamples: 100 })
    expect(summary.mean).toBe(meanIou(sumConfusions(images), 'present'))
    expect([summary.n, summary.low! <= summary.mean!, summary.mean! <= summary.high!]).toEqual([
      3,
      true,
      true,
    ])
  })
})

describe('a quantile', () => {
  it('lies linearly between neighbours', () => {
    const sorted = Float64Array.of(0, 1, 2, 10)
    expect([0, 0.5, 1, 0.9].map((q) => quantile(sorted, q))).toEqual([
      0,
      1.5,
      10,
      expect.closeTo(7.6),
    ])
  })
})
