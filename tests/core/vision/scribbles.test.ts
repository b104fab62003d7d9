import { describe, expect, it } from 'vitest'
import { KEEP, proposedValue } from '../../../src-main/core/painting/proposal.ts'
import { grownRect } from '../../../src-main/core/geometry/pixel-mask.ts'
import { containsRect, intersectRect, isEmptyRect } from '../../../src-main/core/geometry/rect.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import { createEdgeMap } from '../../../src-main/core/vision/edge-map.ts'
import { floodScribbles, scribbleBoxes } from '../../../src-main/core/vision/scribbles.ts'
import type { Scribble } from '../../../src-main/core/vision/scribbles.ts'
import { fc } from '../arbitraries.ts'
import { photoOf } from './photos.ts'

const IMAGE = { width: 60, height: 50 }
const place = fc.record({
  x: fc.double({ min: 0, max: 59.9, noNaN: true }),
  y: fc.double({ min: 0, max: 49.9, noNaN: true }),
})
const scribble: fc.Arbitrary<Scribble> = fc
  .tuple(fc.constantFrom(0, 3, 7), place, fc.nat(8), fc.nat(8))
  .map(([value, at, across, down]) => ({
    value,
    radius: 0.5,
    points: [at, { x: Math.min(59.9, at.x + across), y: Math.min(49.9, at.y + down) }],
  }))
const scribbles = fc.array(scribble, { maxLength: 7 })

function line(value: number, x: number, y: number, length: number): Scribble {
  return { value, radius: 0.5, points: [{ x, y }, { x: x + length, y }] } // prettier-ignore
}

function areApart(a: Rect, b: Rect): boolean {
  return isEmptyRect(intersectRect(grownRect(a, 1, IMAGE), b))
}

describe('scribbles', () => {
  it('are flooded in boxes that never touch, each with two classes, and none is left out', () => {
    fc.assert(
      fc.property(scribbles, (all) => {
        const boxes = scribbleBoxes(all, IMAGE)
        boxes.forEach((box, at) => {
          expect(boxes.slice(at + 1).every((other) => areApart(box, other))).toBe(true)
        })
        const classesIn = (box: Rect): Set<number> =>
          new Set(all.filter((one) => isInside(box, one)).map(({ value }) => value))
        expect(boxes.every((box) => classesIn(box).size >= 2)).toBe(true)
        const isEnough = new Set(all.map(({ value }) => value)).size >= 2
        expect(all.every((one) => boxes.some((box) => isInside(box, one)))).toBe(
          isEnough || all.length === 0,
        )
        expect(boxes.length > 0).toBe(isEnough)
      }),
      { numRuns: 300 },
    )
  })

  it('change every pixel of their boxes and none outside', () => {
    fc.assert(
      fc.property(scribbles, fc.nat(99), (all, seed) => {
        const photo = photoOf(IMAGE.width, IMAGE.height, (x, y) => [
          (x * seed) % 256,
          (y * 91) % 256,
          7,
        ])
        const flooded = floodScribbles(createEdgeMap(photo), all)
        const boxes = scribbleBoxes(all, IMAGE)
        for (let y = 0; y < IMAGE.height; y++) {
          for (let x = 0; x < IMAGE.width; x++) {
            const isBoxed = boxes.some((box) => containsRect(box, { x, y, width: 1, height: 1 }))
            expect(proposedValue(flooded, x, y) !== KEEP, `${x}, ${y}`).toBe(isBoxed)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  it('that lie alone join the nearest box, and those that touch share one', () => {
    const pair = [line(3, 10, 10, 5), line(7, 10, 11, 5)]
    expect(scribbleBoxes(pair, IMAGE)).toEqual([{ x: 10, y: 10, width: 6, height: 2 }])
    const other = [line(3, 40, 10, 5), line(7, 46, 10, 5)]
    expect(scribbleBoxes([...pair, ...other], IMAGE)).toEqual([
      { x: 10, y: 10, width: 6, height: 2 },
      { x: 40, y: 10, width: 12, height: 1 },
    ])
    expect(scribbleBoxes([...pair, ...other, line(3, 30, 20, 2)], IMAGE)).toEqual([
      { x: 10, y: 10, width: 6, height: 2 },
      { x: 30, y: 10, width: 22, height: 11 },
    ])
  })

  it('of one class, or beside the image, flood nothing', () => {
    expect(scribbleBoxes([line(3, 1, 1, 5), line(3, 30, 30, 5)], IMAGE)).toEqual([])
    expect(scribbleBoxes([line(3, 1, 1, 5), line(7, -30, 1, 5)], IMAGE)).toEqual([])
    expect(scribbleBoxes([], IMAGE)).toEqual([])
  })
})

/** Both ends and so all of it. */
function isInside({ x, y, width, height }: Rect, { points }: Scribble): boolean {
  return points.every(
    (point) =>
      point.x >= x &&
      point.y >= y &&
      Math.floor(point.x) < x + width &&
      Math.floor(point.y) < y + height,
  )
}
