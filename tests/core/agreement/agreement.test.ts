import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  findDisagreements,
  regionValues,
  settledLabelMap,
  settledProvenance,
} from '../../../src-main/core/agreement/agreement.ts'
import { compareMaps } from '../../../src-main/core/agreement/compare-maps.ts'
import type { Verdict } from '../../../src-main/core/agreement/agreement.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { meanIou } from '../../../src-main/core/metrics/miou.ts'
import { createProvenance } from '../../../src-main/core/labels/provenance.ts'
import type { Provenance } from '../../../src-main/core/labels/provenance.ts'
import { drawForSecond } from '../../../src-main/core/agreement/second-draw.ts'

function mapOf(width: number, values: readonly number[]): LabelMap {
  return createLabelMap(width, values.length / width, Uint8Array.from(values))
}

const pairs = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) => {
    const values = fc.array(fc.constantFrom(0, 1, 2, 255), {
      minLength: width * height,
      maxLength: width * height,
    })
    return fc.tuple(values, values).map(([a, b]) => [mapOf(width, a), mapOf(width, b)] as const)
  })

test('agreement does not depend on who was first, and leaves out what either calls void', () => {
  const a = mapOf(3, [0, 1, 1, 255, 1, 0])
  const b = mapOf(3, [0, 1, 0, 1, 255, 0])
  expect(meanIou(compareMaps(a, b).confusion, 'voc')).toBeCloseTo((2 / 3 + 1 / 2) / 2)
  fc.assert(
    fc.property(pairs, ([first, second]) => {
      const [there, back] = [
        compareMaps(first, second).confusion,
        compareMaps(second, first).confusion,
      ]
      expect(meanIou(there, 'voc')).toEqual(meanIou(back, 'voc'))
      const known = first.data.filter((v, i) => v !== 255 && second.data[i] !== 255).length
      expect(there.counts.reduce((sum, n) => sum + n, 0)).toBe(known)
      const self = meanIou(compareMaps(first, first).confusion, 'voc')
      if (self !== null) expect(self).toBeCloseTo(1)
    }),
  )
})

test('disagreements hold every differing pixel once, in connected regions, largest first', () => {
  fc.assert(
    fc.property(pairs, ([first, second]) => {
      const seen = new Map<number, number>()
      const regions = findDisagreements(first, second)
      for (const [index, { spans, rect, pixelCount }] of regions.entries()) {
        let count = 0
        for (let at = 0; at < spans.length; at += 3) {
          for (let x = spans[at + 1]!; x <= spans[at + 2]!; x++, count++) {
            const pixel = spans[at]! * first.width + x
            expect(seen.has(pixel)).toBe(false)
            seen.set(pixel, index)
            expect(x >= rect.x && x < rect.x + rect.width).toBe(true)
          }
        }
        expect(count).toBe(pixelCount)
        if (index > 0) expect(pixelCount).toBeLessThanOrEqual(regions[index - 1]!.pixelCount)
      }
      first.data.forEach((value, i) => expect(seen.has(i)).toBe(value !== second.data[i]))
      for (const [pixel, index] of seen) {
        const right = seen.get(pixel + 1)
        if ((pixel + 1) % first.width !== 0 && right !== undefined) expect(right).toBe(index)
        const below = seen.get(pixel + first.width)
        if (below !== undefined) expect(below).toBe(index)
      }
    }),
  )
})

test('taking one side everywhere gives that side; any verdicts give each pixel from one of the two', () => {
  const verdict = fc.constantFrom<Verdict>('first', 'second', 'redraw')
  fc.assert(
    fc.property(pairs, fc.infiniteStream(verdict), ([first, second], stream) => {
      const regions = findDisagreements(first, second)
      const all = (one: Verdict): Uint8Array =>
        settledLabelMap({ first, second }, regions, regions.map(() => one)).data // prettier-ignore
      expect(all('first')).toEqual(first.data)
      expect(all('redraw')).toEqual(first.data)
      expect(all('second')).toEqual(second.data)
      const verdicts = regions.map(() => stream.next().value as Verdict)
      const { data } = settledLabelMap({ first, second }, regions, verdicts)
      for (const [index, { spans }] of regions.entries()) {
        const from = verdicts[index] === 'second' ? second : first
        const pixel = spans[0]! * first.width + spans[1]!
        expect(data[pixel]).toBe(from.data[pixel])
      }
    }),
  )
})

test('a region tells which classes each map has there, most frequent first', () => {
  const a = mapOf(4, [1, 1, 2, 0])
  const b = mapOf(4, [0, 0, 0, 0])
  const [region] = findDisagreements(a, b)
  expect([regionValues(a, region!), regionValues(b, region!)]).toEqual([[1, 2], [0]])
})

test('the draw is the share of the photos, the same in any order, and stays when photos are added', () => {
  const names = Array.from({ length: 200 }, (_, i) => `photo${i}`)
  const drawn = drawForSecond(names, { share: 0.05, seed: 1 })
  expect(drawn).toHaveLength(10)
  expect(drawForSecond(names.toReversed(), { share: 0.05, seed: 1 }).toSorted()).toEqual(drawn.toSorted()) // prettier-ignore
  expect(drawForSecond(names, { share: 0.05, seed: 2 })).not.toEqual(drawn)
  const more = drawForSecond([...names, 'late1', 'late2'], { share: 0.05, seed: 1 })
  expect(drawn.filter((name) => more.includes(name)).length).toBeGreaterThanOrEqual(9)
  expect(drawForSecond(['one'], { share: 0.05, seed: 1 })).toEqual(['one'])
  expect(drawForSecond(names, { share: 0, seed: 1 })).toEqual([])
})

test('each settled pixel was labelled by whom its label was taken from, or by either where both gave it', () => {
  const source = fc.constantFrom<Provenance>(0, 1, 2, 3)
  fc.assert(
    fc.property(
      pairs,
      source,
      source,
      fc.infiniteStream(fc.constantFrom<Verdict>('first', 'second', 'redraw')),
      ([first, second], a, b, stream) => {
        // prettier-ignore
        const { width, height } = first
        const planes = { first: createProvenance(width, height, a), second: createProvenance(width, height, b) } // prettier-ignore
        const regions = findDisagreements(first, second)
        const verdicts = regions.map(() => stream.next().value as Verdict)
        const settled = settledProvenance(planes, regions, verdicts)!
        const expected = new Uint8Array(width * height).fill(a === 0 ? b : a)
        for (const [index, { spans }] of regions.entries()) {
          for (let at = 0; at < spans.length; at += 3) {
            const row = spans[at]! * width
            expected.fill(
              verdicts[index] === 'second' ? b : a,
              row + spans[at + 1]!,
              row + spans[at + 2]! + 1,
            )
          }
        }
        expect([...settled.data]).toEqual([...expected])
      },
    ),
  )
  expect(settledProvenance({ first: null, second: null }, [], [])).toBeNull()
})
