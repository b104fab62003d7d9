import { describe, expect, it } from 'vitest'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Ring } from '../../../src-main/core/painting/polygon.ts'
import { paintPolygon } from '../../../src-main/core/painting/polygon.ts'
import { fc, points } from '../arbitraries.ts'
import { isInside } from '../geometry/even-odd.ts'

const rings = fc.array(fc.array(points, { maxLength: 9 }), { maxLength: 3 })
const gridPoint = fc.record({
  x: fc.integer({ min: 0, max: 60 }),
  y: fc.integer({ min: 0, max: 60 }),
})
const gridRings = fc.array(
  fc.array(
    gridPoint.map(({ x, y }) => ({ x: x / 2, y: y / 2 })),
    { maxLength: 8 },
  ),
  { maxLength: 3 },
)

describe('a polygon', () => {
  it.each([
    ['anywhere', rings],
    ['with vertices on pixel centres and corners', gridRings],
  ])('%s is filled by the even-odd rule at pixel centres', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (all) => {
        const labelMap = createLabelMap(32, 30)
        paintPolygon(labelMap, all, { value: 9 })
        const expected = labelMap.data.map((_value, i) =>
          isInside((i % 32) + 0.5, Math.floor(i / 32) + 0.5, all) ? 9 : 0,
        )
        expect(labelMap.data).toEqual(expected)
      }),
    )
  })

  it('leaves holes open', () => {
    const square = (from: number, to: number): Ring => [
      { x: from, y: from },
      { x: to, y: from },
      { x: to, y: to },
      { x: from, y: to },
    ]
    const labelMap = createLabelMap(10, 10)
    const dirty = paintPolygon(labelMap, [square(1, 9), square(3, 6)], { value: 2 })
    expect(labelMap.data.filter((value) => value === 2).length).toBe(64 - 9)
    expect(dirty).toMatchObject({ x: 1, y: 1 })
  })

  it('of many rings is where an odd number of them is, whatever their order and direction', () => {
    fc.assert(
      fc.property(rings, fc.boolean(), (all, isTurned) => {
        const together = createLabelMap(32, 30)
        const turned = [...all].reverse().map((ring) => (isTurned ? [...ring].reverse() : ring))
        paintPolygon(together, turned, { value: 1 })
        const alone = all.map((ring) => {
          const labelMap = createLabelMap(32, 30)
          paintPolygon(labelMap, [ring], { value: 1 })
          return labelMap.data
        })
        expect(together.data).toEqual(
          together.data.map((_, i) => alone.reduce((count, data) => count + data[i]!, 0) % 2),
        )
      }),
    )
  })

  it('shares no pixel and leaves no seam between two that share an edge', () => {
    fc.assert(
      fc.property(points, points, points, points, (a, b, c, d) => {
        const both = createLabelMap(40, 40)
        const [one, other] = [createLabelMap(40, 40), createLabelMap(40, 40)]
        paintPolygon(one, [[a, b, c]], { value: 1 })
        paintPolygon(other, [[a, c, d]], { value: 1 })
        paintPolygon(both, [[a, b, c], [a, c, d]], { value: 1 }) // prettier-ignore
        expect(both.data).toEqual(one.data.map((value, i) => value ^ other.data[i]!))
      }),
    )
  })
})
