import { describe, expect, it } from 'vitest'
import { classPixelCounts, createLabelMap } from '../../src-main/core/label-map.ts'
import { userStatistics } from '../../src-main/core/statistics.ts'

function mask(...values: number[]): Uint32Array {
  return classPixelCounts(createLabelMap(values.length, 1, Uint8Array.from(values)))
}

describe("a user's statistics", () => {
  it('count photos, masks, shares and classes that meet', () => {
    const statistics = userStatistics([
      { name: 'a', classPixels: mask(0, 12, 12, 15) },
      { name: 'b', classPixels: mask(0, 15, 255, 255) },
      { name: 'c' },
    ])
    expect(statistics).toMatchObject({ images: 3, labelledImages: 2, unlabelledImages: 1 })
    expect([0, 12, 15].map((c) => statistics.classShares[c])).toEqual([2 / 6, 2 / 6, 2 / 6])
    expect([0, 12, 15, 3].map((c) => statistics.classImages[c])).toEqual([2, 1, 2, 0])
    expect([statistics.coOccurrence[12 * 21 + 15], statistics.coOccurrence[15 * 21 + 12]]).toEqual([
      1, 1,
    ])
    expect(statistics.objectsPerImage).toBe(1.5)
  })

  it('of no masks are all zero', () => {
    const statistics = userStatistics([{ name: 'a' }])
    expect([Math.max(...statistics.classShares), statistics.objectsPerImage]).toEqual([0, 0])
  })
})
