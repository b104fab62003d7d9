import { describe, expect, it } from 'vitest'
import { splitHash } from '../../../src-main/core/lists/split.ts'
import {
  classShares,
  drawValidationSplit,
  requireUnfrozen,
  withMembers,
} from '../../../src-main/core/lists/validation-split.ts'
import { fc } from '../arbitraries.ts'
import { said } from '../../../src-main/core/said.ts'

const images = Array.from({ length: 40 }, (_, i) => ({
  name: `photo${i}`,
  classes: i % 8 === 0 ? [12] : [15],
}))
const drawn = { seed: 1, fraction: 0.25, isStratified: true }

describe('a validation split', () => {
  it('is drawn with its hash, and stratified it gives each class its share', () => {
    const split = drawValidationSplit(images, drawn)
    expect(split).toMatchObject({ drawn, frozenAt: null, hash: splitHash(split.names) })
    expect(classShares(images, split.names)).toEqual([
      { index: 12, images: 5, inSplit: 1 },
      { index: 15, images: 35, inSplit: 9 },
    ])
  })

  it('keeps its hash when photos are added and taken out again', () => {
    const split = drawValidationSplit(images, drawn)
    const outside = images.map(({ name }) => name).filter((name) => !split.names.includes(name))
    fc.assert(
      fc.property(fc.subarray(outside), (names) => {
        const more = withMembers(split, { add: names, remove: [] })
        expect(more.names).toHaveLength(split.names.length + names.length)
        expect(more.names).toEqual([...more.names].sort())
        expect(more.hash === split.hash).toBe(names.length === 0)
        expect(withMembers(more, { add: [], remove: names })).toEqual(split)
      }),
    )
  })

  it('does not change once it is frozen', () => {
    const frozen = { ...drawValidationSplit(images, drawn), frozenAt: '2026-11-26T12:00:00.000Z' }
    expect(() => withMembers(frozen, { add: ['photo1'], remove: [] })).toThrow(/is frozen since/)
    expect(() => requireUnfrozen(frozen, said`it cannot be drawn anew`)).toThrow(frozen.hash)
    expect(() => requireUnfrozen(null, said`it cannot be drawn anew`)).not.toThrow()
  })
})
