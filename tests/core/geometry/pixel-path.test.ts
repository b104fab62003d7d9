import { describe, expect, it } from 'vitest'
import type { Point } from '../../../src-main/core/painting/brush.ts'
import { pixelsAlong } from '../../../src-main/core/geometry/pixel-path.ts'
import { fc, points } from '../arbitraries.ts'

/** Zero without a sign. */
function pixelOf({ x, y }: Point): Point {
  return { x: Math.floor(x) + 0, y: Math.floor(y) + 0 }
}

describe('the pixels along a line', () => {
  it('lead from end to end across sides, and miss none that the line passes through', () => {
    fc.assert(
      fc.property(points, points, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, part) => {
        const path = pixelsAlong(from, to).map(pixelOf)
        expect(path[0]).toEqual(pixelOf(from))
        expect(path.at(-1)).toEqual(pixelOf(to))
        path.slice(1).forEach(({ x, y }, at) => {
          expect(Math.abs(x - path[at]!.x) + Math.abs(y - path[at]!.y)).toBe(1)
        })
        const [x, y] = [from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part]
        const isBetween = [x, y].some((place) => Math.abs(place - Math.round(place)) < 1e-6)
        if (!isBetween) expect(path).toContainEqual(pixelOf({ x, y }))
      }),
      { numRuns: 500 },
    )
  })

  it('are one pixel where the line is a point, and a row where it is level', () => {
    expect(pixelsAlong({ x: 2, y: 3 }, { x: 2, y: 3 })).toEqual([{ x: 2, y: 3 }])
    expect(pixelsAlong({ x: 3.5, y: 1 }, { x: 1, y: 1 })).toEqual([
      { x: 3, y: 1 },
      { x: 2, y: 1 },
      { x: 1, y: 1 },
    ])
  })
})
