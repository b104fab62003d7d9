import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareMaps } from '../../../src-main/core/agreement/compare-maps.ts'
import { IGNORE_INDEX } from '../../../src-main/core/labels/classes.ts'
import {
  HEAT_CELLS,
  HEAT_SIDE,
  allDiffering,
  pairsOfHeat,
  sumHeats,
} from '../../../src-main/core/agreement/disagreement-heat.ts'
import type { DisagreementHeat } from '../../../src-main/core/agreement/disagreement-heat.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'

/** Two maps of one size in runs that are longer than cells and rows, and shorter. */
const runPairs = fc
  .tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 40 }))
  .chain(([width, height]) => {
    const run = fc.tuple(fc.constantFrom(0, 3, 20, IGNORE_INDEX), fc.integer({ min: 1, max: 150 }))
    const map = fc.array(run, { minLength: 1, maxLength: 60 }).map((runs) => {
      const values = runs.flatMap(([value, count]) => Array<number>(count).fill(value))
      const data = Uint8Array.from({ length: width * height }, (_, at) => values[at] ?? 0)
      return createLabelMap(width, height, data)
    })
    return fc.tuple(map, map)
  })

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
      const { heat, confusion } = compareMaps(first, second)
      const counts = Array.from(confusion.counts)
      const same = counts.filter((_, at) => at % 22 === 0).reduce((sum, count) => sum + count, 0)
      const all = counts.reduce((sum, count) => sum + count, 0)
      expect(total(heat.compared)).toBe(all)
      expect(total(allDiffering(heat))).toBe(all - same)
      expect(total(heat.compared) >= total(allDiffering(heat))).toBe(true)
    }),
  )
})

test('map and figures are those of going over the pixels one by one, whatever the runs', () => {
  fc.assert(
    fc.property(runPairs, ([first, second]) => {
      const { width, height } = first
      const { heat, confusion } = compareMaps(first, second)
      const plain = { compared: new Uint32Array(HEAT_CELLS), counts: new Float64Array(21 * 21) }
      const differing = new Map<string, number[]>()
      first.data.forEach((a, at) => {
        const b = second.data[at]!
        if (a === IGNORE_INDEX || b === IGNORE_INDEX) return
        const [x, y] = [at % width, Math.floor(at / width)]
        const cell = Math.floor((y * HEAT_SIDE) / height) * HEAT_SIDE + Math.floor((x * HEAT_SIDE) / width) // prettier-ignore
        plain.compared[cell]! += 1
        plain.counts[a * 21 + b]! += 1
        if (a === b) return
        const key = `${Math.min(a, b)} ${Math.max(a, b)}`
        const cells = differing.get(key) ?? Array<number>(HEAT_CELLS).fill(0)
        cells[cell]! += 1
        differing.set(key, cells)
      })
      expect(heat.compared).toEqual(plain.compared)
      expect(confusion.counts).toEqual(plain.counts)
      const found = pairsOfHeat(heat, 99).map(({ classes, differing: cells }) => [classes.join(' '), [...cells]] as const) // prettier-ignore
      expect(new Map(found)).toEqual(differing)
    }),
  )
})

test('it makes no difference who was first, nor in which order photos are added', () => {
  fc.assert(
    fc.property(pairs, pairs, ([a, b], [c, d]) => {
      const one = sumHeats([compareMaps(a, b).heat, compareMaps(c, d).heat])
      const other = sumHeats([compareMaps(d, c).heat, compareMaps(b, a).heat])
      expect(other.compared).toEqual(one.compared)
      expect(pairsOfHeat(other, 99)).toEqual(pairsOfHeat(one, 99))
    }),
  )
})

test('a disagreement lies in the cell of its place, at any size, and under its two classes', () => {
  const heats: DisagreementHeat[] = []
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
    heats.push(compareMaps(first, second).heat)
  }
  const heat = sumHeats(heats)
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
  const { heat } = compareMaps(createLabelMap(2, 2), createLabelMap(2, 2))
  expect([...heat.compared].filter((count) => count > 0)).toEqual([1, 1, 1, 1])
  expect(heat.compared[HEAT_SIDE / 2]).toBe(1)
})
