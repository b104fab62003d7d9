import { describe, expect, it, vi } from 'vitest'
import type { BrushSegment, Point } from '../../../src-main/core/painting/brush.ts'
import { paintSegment } from '../../../src-main/core/painting/brush.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import {
  PROVENANCE,
  UNLABELLED,
  createProvenance,
} from '../../../src-main/core/labels/provenance.ts'
import { fc, labelMaps, points } from '../arbitraries.ts'

const segments: fc.Arbitrary<BrushSegment> = fc.record({
  from: points,
  to: points,
  radius: fc.double({ min: 0, max: 15, noNaN: true }),
  tip: fc.constantFrom('round', 'square'),
})

/** Smallest distance of p to the segment, round or in the maximum norm, by brute force. */
function distanceOf(p: Point, { from, to, tip }: BrushSegment): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const at = (t: number): number => {
    const [x, y] = [Math.abs(p.x - from.x - t * dx), Math.abs(p.y - from.y - t * dy)]
    return tip === 'round' ? Math.hypot(x, y) : Math.max(x, y)
  }
  let [low, high] = [0, 1]
  for (let step = 0; step < 60; step++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3]
    if (at(a) < at(b)) high = b
    else low = a
  }
  return Math.min(at(low), at(0), at(1))
}

describe('a brush segment', () => {
  it('paints the pixels whose centre it sweeps, and those under its ends', () => {
    fc.assert(
      fc.property(segments, (segment) => {
        const labelMap = createLabelMap(40, 36)
        const dirty = paintSegment(labelMap, segment, { value: 15 })
        const reach = Math.max(0.5, segment.radius)
        for (let y = 0; y < 36; y++) {
          for (let x = 0; x < 40; x++) {
            const distance = distanceOf({ x: x + 0.5, y: y + 0.5 }, segment)
            if (Math.abs(distance - reach) < 1e-6) continue
            const isEnd = [segment.from, segment.to].some(
              (end) => Math.floor(end.x) === x && Math.floor(end.y) === y,
            )
            const isPainted = labelMap.data[y * 40 + x] === 15
            expect(isPainted, `pixel ${x}, ${y}`).toBe(distance < reach || isEnd)
            if (isPainted) {
              expect(x >= dirty.x && x < dirty.x + dirty.width).toBe(true)
              expect(y >= dirty.y && y < dirty.y + dirty.height).toBe(true)
            }
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('leaves no gap, however thin and fast', () => {
    fc.assert(
      fc.property(fc.array(points, { minLength: 2, maxLength: 6 }), (path) => {
        const labelMap = createLabelMap(64, 64)
        const shifted = path.map(({ x, y }) => ({ x: x + 11, y: y + 11 }))
        shifted.slice(1).forEach((to, i) => {
          paintSegment(labelMap, { from: shifted[i]!, to, radius: 0.5, tip: 'round' }, { value: 1 })
        })
        expect(countParts(labelMap.data, 64)).toBe(1)
      }),
    )
  })

  it('changes nothing but allowed pixels, and says of these alone who painted them', () => {
    fc.assert(
      fc.property(labelMaps, segments, (labelMap, segment) => {
        const { width, height } = labelMap
        const before = labelMap.data.slice()
        const plane = createProvenance(width, height, PROVENANCE.assist)
        const plain = createLabelMap(width, height)
        paintSegment(plain, segment, { value: 1 })
        const canPaint = (existing: number): boolean => existing !== 12
        const provenance = { plane, source: PROVENANCE.human }
        paintSegment(labelMap, segment, { value: 7, canPaint, provenance })
        before.forEach((old, i) => {
          const isOpen = plain.data[i] === 1 && old !== 12
          expect(labelMap.data[i]).toBe(isOpen ? 7 : old)
          expect(plane.data[i]).toBe(isOpen ? PROVENANCE.human : PROVENANCE.assist)
        })
      }),
    )
  })

  it('marks every painted pixel, and erasing to unlabelled unmarks it', () => {
    const labelMap = createLabelMap(30, 30, new Uint8Array(900).fill(UNLABELLED))
    const plane = createProvenance(30, 30, PROVENANCE.unlabelled)
    const dab = { from: { x: 15, y: 15 }, to: { x: 15, y: 15 }, radius: 6, tip: 'round' } as const
    paintSegment(labelMap, dab, { value: 12, provenance: { plane, source: PROVENANCE.human } })
    expect(plane.data).toEqual(labelMap.data.map((value) => (value === 12 ? 1 : 0)))
    expect(plane.data).toContain(1)
    const { unlabelled } = PROVENANCE
    paintSegment(labelMap, dab, { value: UNLABELLED, provenance: { plane, source: unlabelled } })
    expect([Math.max(...plane.data), Math.min(...labelMap.data)]).toEqual([0, UNLABELLED])
  })

  it('outside the image paints nothing and announces nothing', () => {
    const beforePaint = vi.fn()
    const far = { x: -50, y: 400 }
    const segment = { from: far, to: far, radius: 9, tip: 'round' } as const
    const dirty = paintSegment(createLabelMap(20, 20), segment, { value: 1, beforePaint })
    expect([dirty.width, dirty.height, beforePaint.mock.calls.length]).toEqual([0, 0, 0])
  })
})

/** Number of 8-connected parts of painted pixels. */
function countParts(data: Uint8Array, width: number): number {
  const open = new Set([...data.keys()].filter((i) => data[i] !== 0))
  let parts = 0
  while (open.size > 0) {
    parts++
    const pending = [Math.min(...open)]
    while (pending.length > 0) {
      const at = pending.pop()!
      if (!open.delete(at)) continue
      for (const dy of [-width, 0, width]) pending.push(at + dy - 1, at + dy, at + dy + 1)
    }
  }
  return parts
}
