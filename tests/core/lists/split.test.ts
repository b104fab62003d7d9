import { describe, expect, it } from 'vitest'
import type { ClassIndex } from '../../../src-main/core/labels/classes.ts'
import { createRandom } from '../../../src-main/core/random.ts'
import { sha256 } from '../../../src-main/core/bytes/sha256.ts'
import { drawSplit, splitHash } from '../../../src-main/core/lists/split.ts'
import { fc, namedPhotos } from '../arbitraries.ts'

const classLists = fc.array(fc.integer({ min: 0, max: 20 }) as fc.Arbitrary<ClassIndex>, {
  maxLength: 4,
})

describe('the validation split', () => {
  it('is disjoint, complete, of the wanted size, and independent of the listed order', () => {
    const options = fc.record({ seed: fc.nat(), ratio: fc.double({ min: 0, max: 1, noNaN: true }) })
    fc.assert(
      fc.property(
        namedPhotos(classLists),
        options,
        fc.boolean(),
        (photos, { seed, ratio }, isStratified) => {
          const classes = new Map(photos)
          const names = photos.map(([name]) => name)
          const classesOf = (name: string): ClassIndex[] => classes.get(name) ?? []
          const all = isStratified ? { seed, ratio, classesOf } : { seed, ratio }
          const split = drawSplit(names, all)
          expect([...split.validation, ...split.training].sort()).toEqual([...names].sort())
          const least = names.length > 0 && ratio > 0 ? 1 : 0
          expect(split.validation.length).toBe(Math.max(least, Math.round(names.length * ratio)))
          expect(drawSplit([...names].reverse(), all)).toEqual(split)
        },
      ),
    )
  })

  it('differs with the seed', () => {
    const names = Array.from({ length: 40 }, (_, i) => `photo${i}`)
    expect(drawSplit(names, { seed: 1 })).not.toEqual(drawSplit(names, { seed: 2 }))
  })

  it('gives each class its share when stratified', () => {
    const names = Array.from({ length: 300 }, (_, i) => `photo${i}`)
    const random = createRandom(5)
    const classes = new Map(names.map((n) => [n, [rareClass(random.uniform())]]))
    const classesOf = (name: string): ClassIndex[] => classes.get(name) ?? []
    const { validation } = drawSplit(names, { seed: 3, classesOf })
    for (const c of [3, 12, 15] as const) {
      const all = names.filter((name) => classesOf(name).includes(c)).length
      const chosen = validation.filter((name) => classesOf(name).includes(c)).length
      expect(Math.abs(chosen - 0.3 * all)).toBeLessThanOrEqual(1)
    }
  })

  it('refuses a name listed twice', () => {
    expect(() => drawSplit(['a', 'a'], { seed: 1 })).toThrow(/listed twice/)
  })
})

function rareClass(draw: number): ClassIndex {
  return draw < 0.05 ? 3 : draw < 0.4 ? 12 : 15
}

describe('the split hash', () => {
  it('names the set, not the order', () => {
    expect(splitHash(['b', 'a'])).toBe(splitHash(['a', 'b']))
    expect(splitHash(['ab'])).not.toBe(splitHash(['a', 'b']))
    expect(splitHash(['a', 'b'])).toBe(sha256('a\nb\n').slice(0, 16))
  })
})

describe('SHA-256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('of %.12s… is the published one', (text, digest) => {
    expect(sha256(text)).toBe(digest)
  })

  it('agrees with the platform for bytes of every length', async () => {
    for (let length = 0; length < 140; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) % 256)
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
      expect(sha256(bytes)).toBe(
        Array.from(digest, (b) => b.toString(16).padStart(2, '0')).join(''),
      )
    }
  })
})
