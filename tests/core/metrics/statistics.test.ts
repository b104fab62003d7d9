import { describe, expect, it } from 'vitest'
import { photoStatistics } from '../../../src-main/core/metrics/statistics.ts'
import type { CountedPhoto } from '../../../src-main/core/metrics/statistics.ts'
import { fc } from '../arbitraries.ts'

const photos: CountedPhoto[] = [
  {
    user: 'ada',
    classes: [12, 15],
    figures: {
      pixels: 100,
      classes: [
        { index: 12, pixels: 30, regions: 3 },
        { index: 15, pixels: 10, regions: 1 },
      ],
    },
  },
  {
    user: 'ada',
    classes: [12],
    figures: { pixels: 200, classes: [{ index: 12, pixels: 20, regions: 1 }] },
  },
  { user: 'ben', classes: [15], figures: null },
  { user: 'ben', classes: [], figures: null },
]

describe('statistics of photos', () => {
  it('tell shares, sizes and regions of the classes, for all and for each user', () => {
    const statistics = photoStatistics(photos)
    expect(statistics).toMatchObject({ photos: 4, masks: 2 })
    expect(statistics.classes).toEqual([
      { index: 12, photos: 2, regions: 4, meanRegionShare: expect.closeTo(0.1) as number },
      { index: 15, photos: 2, regions: 1, meanRegionShare: expect.closeTo(0.1) as number },
    ])
    expect(statistics.users.map(({ user, photos: n, classPhotos }) => [user, n, classPhotos[12], classPhotos[15]])).toEqual([['ada', 2, 2, 1], ['ben', 2, 0, 1]]) // prettier-ignore
  })

  it('of no photos are empty', () => {
    expect(photoStatistics([])).toMatchObject({ photos: 0, masks: 0, classes: [], users: [] })
  })

  it('count pairs symmetrically, and no pair more often than its classes', () => {
    const classes = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 6 })
    fc.assert(
      fc.property(fc.array(classes), (lists) => {
        const { coOccurrence: pairs } = photoStatistics(lists.map((own) => ({ user: 'a', classes: own, figures: null }))) // prettier-ignore
        for (let a = 0; a < 21; a++) {
          for (let b = 0; b < 21; b++) {
            expect(pairs[a * 21 + b]).toBe(pairs[b * 21 + a])
            expect(pairs[a * 21 + b]).toBeLessThanOrEqual(pairs[a * 22]!)
          }
        }
        expect(pairs[12 * 22]).toBe(lists.filter((own) => own.includes(12)).length)
      }),
    )
  })
})
