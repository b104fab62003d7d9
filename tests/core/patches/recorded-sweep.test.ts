// Two ways to record what a gesture paints over, tile by tile and all at once: the same patch, and the same pixels back.

import { expect, test } from 'vitest'
import { isSameBytes } from '../../../src-main/core/bytes/byte-runs.ts'
import { createByteWriter } from '../../../src-main/core/bytes/byte-stream.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { SWEEP_PIXELS, startPatchRecorder } from '../../../src-main/core/patches/patch-recorder.ts'
import { applyPatch, invertPatch } from '../../../src-main/core/patches/patch.ts'
import { createProvenance } from '../../../src-main/core/labels/provenance.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import { clipRect, intersectRect, isEmptyRect } from '../../../src-main/core/geometry/rect.ts'
import type { Plane, Recording } from '../../../src-main/core/patches/recorded-planes.ts'
import { recordSweep } from '../../../src-main/core/patches/recorded-sweep.ts'
import { createRecordedTiles } from '../../../src-main/core/patches/recorded-tiles.ts'
import { fc } from '../arbitraries.ts'

/** Three tiles by two, no whole ones at the ends. */
const [WIDTH, HEIGHT] = [601, 300]

const rects = fc
  .record({
    x: fc.nat(WIDTH - 1),
    y: fc.nat(HEIGHT - 1),
    width: fc.integer({ min: 1, max: WIDTH }),
    height: fc.integer({ min: 1, max: HEIGHT }),
  })
  .map((rect) => clipRect(rect, WIDTH, HEIGHT))
const marks = fc.array(fc.tuple(rects, fc.nat(3), fc.nat(1)), { maxLength: 5 })
type Marks = typeof marks extends fc.Arbitrary<infer T> ? T : never

function fill({ data, width }: Plane, { x, y, width: across, height }: Rect, value: number): void {
  for (let row = y; row < y + height; row++) {
    // Some runs are short.
    for (let i = x; i < x + across; i++) data[row * width + i] = i % 7 < 5 ? value : (i * row) % 3
  }
}

function paint(planes: readonly [Plane, Plane], list: Marks, inside: Rect): void {
  for (const [rect, value, at] of list) {
    const part = intersectRect(rect, inside)
    if (!isEmptyRect(part)) fill(planes[at]!, part, value)
  }
}

function photo(list: Marks): [Plane, Plane] {
  const planes: [Plane, Plane] = [createLabelMap(WIDTH, HEIGHT), createLabelMap(WIDTH, HEIGHT)]
  paint(planes, list, { x: 0, y: 0, width: WIDTH, height: HEIGHT })
  return planes
}

const copyOf = (planes: readonly Plane[]): Uint8Array[] => planes.map(({ data }) => data.slice())
const pixelsOf = (planes: readonly Plane[]): Uint8Array[] => planes.map(({ data }) => data)

function changesOf(recording: Recording) {
  return recording.changes().filter(({ changed }) => !changed.every(isEmptyRect))
}

function codesOf(recording: Recording, part: Rect): Uint8Array[] {
  return [0, 1].flatMap((at) => {
    const [before, after] = [createByteWriter(), createByteWriter()]
    recording.encodePart(part, at, before, after)
    return [before.finish(), after.finish()]
  })
}

test('a sweep tells what changed as tiles tell it, to the byte, and puts it back', () => {
  fc.assert(
    fc.property(marks, marks, rects, rects, (earlier, later, swept, wished) => {
      const planes = photo(earlier)
      const start = copyOf(planes)
      const tiles = createRecordedTiles(planes)
      tiles.record(swept)
      const sweep = recordSweep(planes, swept)
      paint(planes, later, swept)
      expect(changesOf(sweep)).toEqual(changesOf(tiles))
      const part = intersectRect(wished, swept)
      if (!isEmptyRect(part)) expect(codesOf(sweep, part)).toEqual(codesOf(tiles, part))
      sweep.restore()
      expect(pixelsOf(planes)).toEqual(start)
    }),
    { numRuns: 60 },
  )
})

test('a sweep that goes on tile by tile keeps what it had', () => {
  fc.assert(
    fc.property(marks, marks, rects, rects, (earlier, later, swept, further) => {
      const planes = photo(earlier)
      const start = copyOf(planes)
      const sweep = recordSweep(planes, swept)
      paint(planes, later, swept)
      const tiles = createRecordedTiles(planes)
      sweep.moveTo(tiles)
      tiles.record(further)
      paint(planes, later, further)
      tiles.restore()
      expect(pixelsOf(planes)).toEqual(start)
    }),
    { numRuns: 60 },
  )
})

/** A hand's tip, then a line of it. */
const TIP = { x: 1500, y: 500, width: 5, height: 5 }

test.each([[], [TIP]])(
  'a gesture over a large photo, and then beside where it began, is one patch that undoes it',
  (...before) => {
    const size = { width: 2051, height: 1100 }
    const swept = { x: 3, y: 5, width: 2000, height: 1080 }
    expect(swept.width * swept.height).toBeGreaterThan(SWEEP_PIXELS)
    const labelMap = createLabelMap(size.width, size.height)
    const provenance = createProvenance(size.width, size.height, 0)
    const start = copyOf([labelMap, provenance])
    const recorder = startPatchRecorder(labelMap, provenance)
    for (const rect of before) {
      recorder.beforePaint(rect)
      fill(labelMap, rect, 7)
    }
    recorder.beforePaint(swept)
    fill(labelMap, { ...swept, x: 20, width: 1983 }, 12)
    recorder.beforePaint({ x: 2040, y: 0, width: 5, height: 5 })
    fill(labelMap, { x: 2040, y: 0, width: 5, height: 5 }, 15)
    fill(provenance, { x: 100, y: 900, width: 9, height: 9 }, 2)
    const end = copyOf([labelMap, provenance])
    const patch = recorder.commit()!
    const isNow = (pixels: readonly Uint8Array[]): boolean =>
      isSameBytes(labelMap.data, pixels[0]!) && isSameBytes(provenance.data, pixels[1]!)
    applyPatch(labelMap, invertPatch(patch), provenance)
    expect(isNow(start)).toBe(true)
    applyPatch(labelMap, patch, provenance)
    expect(isNow(end)).toBe(true)
  },
)
