import { describe, expect, it } from 'vitest'
import {
  createEpochIterator,
  drawGroupBatches,
} from '../../../src-main/core/training/group-batches.ts'
import type { EpochState } from '../../../src-main/core/training/group-batches.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { fc } from '../arbitraries.ts'

const groupIds = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 80 })
const batchSize = fc.integer({ min: 1, max: 9 })

describe('the batches of an epoch', () => {
  it('are ceil(n / B) for a group of n, each from one group, and hold every image', () => {
    fc.assert(
      fc.property(groupIds, batchSize, fc.nat(), (ids, size, seed) => {
        const batches = drawGroupBatches(ids, size, createRandom(seed))
        const groups = Map.groupBy(ids.keys(), (image) => ids[image]!)
        for (const [group, images] of groups) {
          const own = batches.filter((batch) => ids[batch[0]!] === group)
          expect(own.length).toBe(Math.ceil(images.length / size))
          const uses = Map.groupBy(own.flat(), (image) => image)
          expect(uses.size).toBe(images.length)
          if (images.length >= size) {
            expect(own.every((batch) => new Set(batch).size === size)).toBe(true)
          }
        }
        for (const batch of batches) {
          expect(batch.length).toBe(size)
          expect(new Set(batch.map((image) => ids[image])).size).toBe(1)
        }
        expect(batches.flat().length).toBe(batches.length * size)
        expect(drawGroupBatches(ids, size, createRandom(seed))).toEqual(batches)
      }),
    )
  })

  it('repeat the only image of a group', () => {
    expect(drawGroupBatches([7], 8, createRandom(1))).toEqual([Array(8).fill(0)])
  })

  it('wrap round to the first images of the group', () => {
    const batches = drawGroupBatches(Array<number>(11).fill(0), 8, createRandom(2))
    const counts = Map.groupBy(batches.flat(), (image) => image)
    expect([
      batches.length,
      [...counts.values()].filter((uses) => uses.length === 2).length,
    ]).toEqual([2, 5])
  })

  it('come to about 121 for 672 images in 80 groups', () => {
    const random = createRandom(11)
    const ids = Array.from({ length: 672 }, () => random.integer(80))
    expect(drawGroupBatches(ids, 8, random).length).toBeGreaterThan(110)
    expect(drawGroupBatches(ids, 8, random).length).toBeLessThan(132)
  })
})

describe('the epoch iterator', () => {
  it('continues from a saved state exactly as if never interrupted', () => {
    fc.assert(
      fc.property(groupIds, batchSize, fc.nat(), fc.nat(60), (ids, size, seed, cut) => {
        const whole = createEpochIterator(ids, { batchSize: size, start: { seed } })
        for (let i = 0; i < cut; i++) whole.next()
        const saved = JSON.parse(JSON.stringify(whole.state())) as EpochState
        const resumed = createEpochIterator(ids, { batchSize: size, start: saved })
        for (let i = 0; i < 40; i++) {
          expect(resumed.next()).toEqual(whole.next())
          expect(resumed.state()).toEqual(whole.state())
        }
      }),
    )
  })

  it('shows every image in every epoch and shuffles anew', () => {
    const ids = Array.from({ length: 30 }, (_, i) => i % 3)
    const iterator = createEpochIterator(ids, { batchSize: 4, start: { seed: 1 } })
    const epochs = Array.from({ length: 3 }, () =>
      Array.from({ length: iterator.batchesPerEpoch }, () => iterator.next()),
    )
    for (const epoch of epochs) expect(new Set(epoch.flat()).size).toBe(30)
    expect(epochs[1]).not.toEqual(epochs[0])
    expect(iterator.state()).toMatchObject({ epoch: 2, position: iterator.batchesPerEpoch })
  })

  it('refuses a state of other groups, and no images', () => {
    const iterator = createEpochIterator(Array<number>(40).fill(1), {
      batchSize: 4,
      start: { seed: 1 },
    })
    for (let i = 0; i < 9; i++) iterator.next()
    const start = iterator.state()
    expect(() => createEpochIterator([1, 1], { batchSize: 4, start })).toThrow(/have changed/)
    expect(() => createEpochIterator([], { batchSize: 4, start })).toThrow(/no images/)
  })
})
