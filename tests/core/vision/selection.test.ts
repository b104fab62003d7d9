import { describe, expect, it } from 'vitest'
import type { Point } from '../../../src-main/core/painting/brush.ts'
import type { PixelMask } from '../../../src-main/core/geometry/pixel-mask.ts'
import { KEEP, proposedValue } from '../../../src-main/core/painting/proposal.ts'
import { createEdgeMap } from '../../../src-main/core/vision/edge-map.ts'
import { toLab, toLabBytes } from '../../../src-main/core/vision/lab.ts'
import { createPathFinder, startLiveWire } from '../../../src-main/core/vision/live-wire.ts'
import { startWand } from '../../../src-main/core/vision/magic-wand.ts'
import { createWandPicker } from '../../../src-main/core/vision/wand-picks.ts'
import type { WandPicks } from '../../../src-main/core/vision/wand-picks.ts'
import { watershed } from '../../../src-main/core/vision/watershed.ts'
import { fc } from '../arbitraries.ts'
import { BLUE, GREY, RED, photoOf } from './photos.ts'

describe('CIELAB', () => {
  it('has the published values of the primaries', () => {
    const known = [
      [
        [255, 255, 255],
        [100, 0, 0],
      ],
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
      [
        [255, 0, 0],
        [53.24, 80.09, 67.2],
      ],
      [
        [0, 255, 0],
        [87.73, -86.18, 83.18],
      ],
      [
        [0, 0, 255],
        [32.3, 79.19, -107.86],
      ],
      [
        [10, 10, 10],
        [2.74, 0, 0],
      ],
    ] as const
    for (const [[red, green, blue], expected] of known) {
      const lab = { L: 0, a: 0, b: 0 }
      toLab(red, green, blue, lab)
      expect(Math.abs(lab.L - expected[0])).toBeLessThan(0.02)
      expect(Math.abs(lab.a - expected[1])).toBeLessThan(0.02)
      expect(Math.abs(lab.b - expected[2])).toBeLessThan(0.02)
    }
  })

  it('as bytes is rounded to whole units', () => {
    expect([...toLabBytes(photoOf(1, 1, () => [255, 0, 0]))]).toEqual([53, 208, 195])
  })
})

/** A photo of flat patches, as numbers of its colours. */
const patches = fc
  .tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 16 }))
  .chain(([width, height]) =>
    fc
      .array(fc.constantFrom(0, 0, 1, 2), { minLength: width * height, maxLength: width * height })
      .map((colors) => ({ width, height, colors })),
  )

/** The window's pixels as indices of the photo. */
function indicesOf({ rect, data }: PixelMask, width: number): number[] {
  return [...data.keys()]
    .filter((i) => data[i] === 1)
    .map((i) => (rect.y + Math.floor(i / rect.width)) * width + rect.x + (i % rect.width))
}

describe('the magic wand', () => {
  it('takes exactly the joined pixels of a flat colour, or all of them', () => {
    fc.assert(
      fc.property(patches, fc.nat(), ({ width, height, colors }, at) => {
        // A 3 x 3 patch of its own around the press makes its mean colour exact.
        const cell = (x: number, y: number): number =>
          colors[Math.floor(y / 3) * width + Math.floor(x / 3)]!
        const photo = photoOf(width * 3, height * 3, (x, y) => [RED, BLUE, GREY][cell(x, y)]!)
        const seed = at % (width * height)
        const x = (seed % width) * 3 + 1
        const y = Math.floor(seed / width) * 3 + 1
        const wand = startWand(photo, x, y)
        const same = [...colors.keys()].filter((i) => colors[i] === colors[seed])
        expect(indicesOf(wand.select(5, false), photo.width)).toHaveLength(same.length * 9)
        const joined = joinedCells(colors, width, seed)
        expect(indicesOf(wand.select(5, true), photo.width)).toHaveLength(joined.size * 9)
      }),
    )
  })

  it('takes more with every unit of tolerance, and the press always', () => {
    const ramp = photoOf(256, 3, (x) => [x, x, x])
    const wand = startWand(ramp, 100, 1)
    const counts = [0, 1, 5, 20, 60].map((tolerance) =>
      indicesOf(wand.select(tolerance, true), 256),
    )
    expect(counts.every((pixels) => pixels.includes(256 + 100))).toBe(true)
    const sizes = counts.map((pixels) => pixels.length)
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b))
    expect(new Set(sizes).size).toBe(5)
  })
})

function joinedCells(colors: readonly number[], width: number, seed: number): Set<number> {
  const found = new Set<number>()
  const pending = [seed]
  while (pending.length > 0) {
    const at = pending.pop()!
    if (found.has(at) || colors[at] !== colors[seed]) continue
    found.add(at)
    if (at % width > 0) pending.push(at - 1)
    if (at % width < width - 1) pending.push(at + 1)
    pending.push(at - width, at + width)
  }
  return found
}

const box = photoOf(80, 60, (x, y) => (x >= 20 && x < 60 && y >= 15 && y < 45 ? RED : BLUE))

describe('several picks of the wand', () => {
  const photo = photoOf(30, 20, (x, y) => (x < 10 ? RED : y < 8 ? BLUE : GREY))
  const pick = fc.record({
    x: fc.nat(29),
    y: fc.nat(19),
    tolerance: fc.nat(60),
    isContiguous: fc.boolean(),
    value: fc.constantFrom(0, 3, 7),
  })

  it('take what each takes, the later over the earlier, however one came to them', () => {
    const picker = createWandPicker(photo)
    fc.assert(
      fc.property(fc.array(pick, { maxLength: 4 }), pick, (former, last) => {
        const expected = new Uint8Array(30 * 20).fill(KEEP)
        for (const { x, y, tolerance, isContiguous, value } of [...former, last]) {
          const mask = startWand(photo, x, y).select(tolerance, isContiguous)
          for (const i of indicesOf(mask, 30)) expected[i] = value
        }
        const picks = [...former, last] as unknown as WandPicks
        const found = picker(picks)
        // As a page does with what was handed over.
        const values = expected.map((_, i) => proposedValue(found, i % 30, Math.floor(i / 30)))
        found.values.fill(99)
        expect(values).toEqual(expected)
      }),
    )
  })
})

describe('the edge map', () => {
  it('is strong along an edge and nothing elsewhere, wherever it is asked', () => {
    const whole = createEdgeMap(box)
    whole.prepare({ x: 0, y: 0, width: 80, height: 60 })
    const row = [...whole.data.subarray(30 * 80, 31 * 80)]
    const strong = row.flatMap((strength, x) => (strength > 0 ? [x] : []))
    expect(strong).toEqual([19, 20, 59, 60])
    const parts = createEdgeMap(box)
    parts.prepare({ x: 70, y: 50, width: 40, height: 40 })
    parts.prepare({ x: -5, y: -5, width: 10, height: 10 })
    expect(parts.data).toEqual(whole.data)
  })
})

describe('the live wire', () => {
  it('follows the corner of a box from anchor to pointer', () => {
    const wire = startLiveWire(createEdgeMap(box), { x: 20.5, y: 40.5 }, 10)
    const path = wire.pathTo({ x: 55.5, y: 15.5 })
    expect(path[0]).toEqual({ x: 20.5, y: 40.5 })
    expect(path.at(-1)).toEqual({ x: 55.5, y: 15.5 })
    for (const { x, y } of path) {
      const nearSide = Math.abs(x - 20) <= 1.5 || Math.abs(y - 15) <= 1.5
      expect(nearSide, `(${x}, ${y}) is at the left or upper side`).toBe(true)
    }
  })

  it('goes from pixel to neighbouring pixel, and straight where there are no edges', () => {
    const flat = createEdgeMap(photoOf(40, 40, () => GREY))
    const wire = startLiveWire(flat, { x: 2.2, y: 3.9 }, 10)
    for (const target of [
      { x: 30.5, y: 12.5 },
      { x: 5.5, y: 30.5 },
      { x: 2.5, y: 3.5 },
    ]) {
      const path = wire.pathTo(target)
      for (let i = 1; i < path.length; i++) {
        expect(Math.abs(path[i]!.x - path[i - 1]!.x)).toBeLessThanOrEqual(1)
        expect(Math.abs(path[i]!.y - path[i - 1]!.y)).toBeLessThanOrEqual(1)
      }
      const steps = Math.max(Math.abs(target.x - 2.5), Math.abs(target.y - 3.5))
      expect(path).toHaveLength(steps + 1)
    }
  })

  it('is found alike for any ends, one after another', () => {
    const findPath = createPathFinder(createEdgeMap(box))
    const ends = fc.record({
      from: fc.constantFrom({ x: 20.5, y: 40.5 }, { x: 50.5, y: 15.5 }),
      to: fc.record({ x: fc.nat(79), y: fc.nat(59) }),
      threshold: fc.constantFrom(0, 200),
    })
    fc.assert(
      fc.property(ends, (asked) => {
        const wire = startLiveWire(createEdgeMap(box), asked.from, asked.threshold)
        const lengthTo = (path: readonly Point[]): number => path.length
        expect(lengthTo(findPath(asked))).toBe(lengthTo(wire.pathTo(asked.to)))
        expect(findPath(asked).at(-1)).toEqual(wire.pathTo(asked.to).at(-1))
      }),
    )
  })

  it('ignores edges below the threshold', () => {
    const faint = photoOf(40, 40, (x, y) => (x < 20 && y < 20 ? [120, 120, 120] : [128, 128, 128]))
    const lengthOf = (threshold: number): number =>
      startLiveWire(createEdgeMap(faint), { x: 19.5, y: 2.5 }, threshold).pathTo({
        x: 2.5,
        y: 19.5,
      }).length
    expect(lengthOf(255)).toBe(18)
  })

  it('joins a pointer outside the photo by a straight line', () => {
    const wire = startLiveWire(createEdgeMap(box), { x: 20.5, y: 20.5 }, 10)
    expect(wire.pathTo({ x: -30, y: 20 }).at(-1)).toEqual({ x: -30, y: 20 })
  })
})

describe('the watershed', () => {
  it('gives each side of an edge to its own scribble', () => {
    const edges = createEdgeMap(box)
    const rect = { x: 5, y: 20, width: 50, height: 20 }
    const values = new Uint8Array(50 * 20).fill(KEEP)
    values[10 * 50 + 3] = 0
    values[10 * 50 + 40] = 7
    const flooded = watershed(edges, { rect, values })
    // The edge at x = 20 is 15 columns into the window.
    const expected = values.map((_, i) => (i % 50 < 15 ? 0 : 7))
    expect(flooded.values).toEqual(expected)
  })

  it('leaves no pixel of the window without a value and keeps the scribbles', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(399), { minLength: 1, maxLength: 9 }),
        fc.nat(),
        (places, seed) => {
          const photo = photoOf(20, 20, (x, y) => [(x * 37 * seed) % 256, (y * 91) % 256, 7])
          const values = new Uint8Array(400).fill(KEEP)
          places.forEach((place, at) => (values[place] = at))
          const rect = { x: 0, y: 0, width: 20, height: 20 }
          const flooded = watershed(createEdgeMap(photo), { rect, values })
          expect(flooded.values).not.toContain(KEEP)
          for (const place of places) expect(flooded.values[place]).toBe(values[place])
        },
      ),
    )
  })
})
