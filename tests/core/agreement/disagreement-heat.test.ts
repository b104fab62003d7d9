import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agreementOf } from '../../../src-main/core/agreement/agreement.ts'
import { IGNORE_INDEX } from '../../../src-main/core/labels/classes.ts'
import {
  HEAT_CELLS,
  HEAT_SIDE,
  addToHeat,
  allDiffering,
  createHeat,
  pairsOfHeat,
} from '../../../src-main/core/agreement/disagreement-heat.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'

const total = (cells: Uint32Array): number => cells.reduce((sum, count) => sum + count, 0)

/** Two maps of one size, with few classes so that some pixels agree. */
const pairs = fc
  .tuple(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 80 }))
  .chain(([width, height]) => {
    const data = fc.uint8Array({ minLength: width * height, maxLength: width * height, max: 3 })
    const map = data.map((values) =>
      createLabelMap(
        width,
        height,
        values.map((value) => (value === 3 ? IGNORE_INDEX : value)),
      ),
    )
    return fc.tuple(map, map)
  })

test('the cells hold just the pixels that the agreement in numbers counts', () => {
  fc.assert(
    fc.property(pairs, ([first, second]) => {
      const heat = createHeat()
      addToHeat(heat, first, second)
      const confusion = agreementOf(first, second)
      const counts = Array.from(confusion.counts)
      const same = counts.filter((_, at) => at % 22 === 0).reduce((sum, count) => sum + count, 0)
      const all = counts.reduce((sum, count) => sum + count, 0)
      expect(total(heat.compared)).toBe(all)
      expect(total(allDiffering(heat))).toBe(all - same)
      expect(total(heat.compared) >= total(allDiffering(heat))).toBe(true)
    }),
  )
})

test('it makes no difference who was first, nor in which order photos are added', () => {
  fc.assert(
    fc.property(pairs, pairs, ([a, b], [c, d]) => {
      const [one, other] = [createHeat(), createHeat()]
      addToHeat(one, a, b)
      addToHeat(one, c, d)
      addToHeat(other, d, c)
      addToHeat(other, b, a)
      expect(other.compared).toEqual(one.compared)
      expect(pairsOfHeat(other, 99)).toEqual(pairsOfHeat(one, 99))
    }),
  )
})

test('a disagreement lies in the cell of its place, at any size, and under its two classes', () => {
  const heat = createHeat()
  for (const [width, height] of [
    [64, 32],
    [320, 640],
  ] as const) {
    // prettier-ignore
    const [first, second] = [createLabelMap(width, height), createLabelMap(width, height)]
    // The last pixel is dog here and cat there.
    first.data[width * height - 1] = 12
    second.data[width * height - 1] = 8
    second.data[0] = 15
    addToHeat(heat, first, second)
  }
  const cells = [...allDiffering(heat).entries()].filter(([, count]) => count > 0)
  expect(cells).toEqual([[0, 2], [HEAT_CELLS - 1, 2]]) // prettier-ignore
  expect(pairsOfHeat(heat, 9).map(({ classes, differing }) => [classes, total(differing)])).toEqual(
    [
      [[0, 15], 2],
      [[8, 12], 2],
    ],
  )
  expect(pairsOfHeat(heat, 1)).toHaveLength(1)
})

test('a photo smaller than the grid leaves cells of which nothing is known', () => {
  const heat = createHeat()
  addToHeat(heat, createLabelMap(2, 2), createLabelMap(2, 2))
  expect([...heat.compared].filter((count) => count > 0)).toEqual([1, 1, 1, 1])
  expect(heat.compared[HEAT_SIDE / 2]).toBe(1)
})
