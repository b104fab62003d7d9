// Patches of several parts: rectangles cut apart, far marks of one gesture, patches joined.

import { expect, test } from 'vitest'
import { isSameBytes } from '../../../src-main/core/bytes/byte-runs.ts'
import { createByteReader, createByteWriter } from '../../../src-main/core/bytes/byte-stream.ts'
import { disjointRects } from '../../../src-main/core/geometry/disjoint-rects.ts'
import { joinPatches } from '../../../src-main/core/patches/join-patches.ts'
import { readPatch, writePatch } from '../../../src-main/core/journal/patch-bytes.ts'
import { copyLabelMap, createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { startPatchRecorder } from '../../../src-main/core/patches/patch-recorder.ts'
import type { Patch } from '../../../src-main/core/patches/patch.ts'
import {
  applyPatch,
  checkPatch,
  invertPatch,
  patchBytes,
} from '../../../src-main/core/patches/patch.ts'
import { createProvenance } from '../../../src-main/core/labels/provenance.ts'
import { intersectRect, isEmptyRect } from '../../../src-main/core/geometry/rect.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import { fc } from '../arbitraries.ts'

const SIDE = 24

const rects = fc.record({
  x: fc.nat(SIDE - 1),
  y: fc.nat(SIDE - 1),
  width: fc.integer({ min: 0, max: 9 }),
  height: fc.integer({ min: 0, max: 9 }),
})

function cover(list: readonly Rect[]): number[] {
  const counts = new Array<number>(40 * 40).fill(0)
  for (const { x, y, width, height } of list) {
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column++) counts[row * 40 + column]! += 1
  }
  return counts
}

test('rectangles cut apart cover the same pixels, each once', () => {
  fc.assert(
    fc.property(fc.array(rects, { maxLength: 12 }), (list) => {
      const once = cover(list).map((count) => Math.min(1, count))
      expect(cover(disjointRects(list))).toEqual(once)
    }),
  )
})

interface Marks {
  readonly labelMap: LabelMap
  readonly provenance: LabelMap
}

const [WIDTH, HEIGHT] = [600, 300]

/** Three tiles by two. */
function photo(): Marks {
  return { labelMap: createLabelMap(WIDTH, HEIGHT), provenance: createProvenance(WIDTH, HEIGHT, 0) }
}

const marks = fc.record({
  x: fc.nat(WIDTH - 1),
  y: fc.nat(HEIGHT - 1),
  size: fc.integer({ min: 1, max: 30 }),
  value: fc.constantFrom(12, 15),
  source: fc.constantFrom(0, 1),
})

/** One gesture. */
function mark(
  { labelMap, provenance }: Marks,
  list: readonly (typeof marks extends fc.Arbitrary<infer T> ? T : never)[],
): Patch | undefined {
  const recorder = startPatchRecorder(labelMap, provenance)
  for (const { x, y, size, value, source } of list) {
    recorder.beforePaint({ x, y, width: size, height: size })
    for (let row = y; row < Math.min(HEIGHT, y + size); row++) {
      const [start, end] = [row * WIDTH + x, row * WIDTH + Math.min(WIDTH, x + size)]
      labelMap.data.fill(value, start, end)
      provenance.data.fill(source, start, end)
    }
  }
  return recorder.commit()
}

function copy({ labelMap, provenance }: Marks): Marks {
  return { labelMap: copyLabelMap(labelMap), provenance: copyLabelMap(provenance) }
}

function apply({ labelMap, provenance }: Marks, patch: Patch): Marks {
  applyPatch(labelMap, patch, provenance)
  return { labelMap, provenance }
}

function isSame(a: Marks, b: Marks): boolean {
  return (
    isSameBytes(a.labelMap.data, b.labelMap.data) &&
    isSameBytes(a.provenance.data, b.provenance.data)
  )
}

test('two far marks of one gesture keep nothing of what lies between', () => {
  const found = photo()
  for (let i = 0; i < found.labelMap.data.length; i++) found.labelMap.data[i] = (i * 7919) % 21
  const patch = mark(found, [
    { x: 5, y: 5, size: 10, value: 12, source: 1 },
    { x: 580, y: 280, size: 10, value: 15, source: 1 },
  ])!
  expect(patch.parts).toHaveLength(2)
  expect(patchBytes(patch)).toBeLessThan(1500)
})

test('a gesture of any marks is undone, redone, joined with others and kept in a journal, to the pixel', () => {
  const gestures = fc.array(fc.array(marks, { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  })
  fc.assert(
    fc.property(gestures, (list) => {
      const edited = photo()
      const start = copy(edited)
      const patches = list.flatMap((gesture) => mark(edited, gesture) ?? [])
      if (patches.length === 0) return
      for (const { rect, parts = [rect] } of patches) {
        const overlaps = parts.flatMap((a, i) => parts.slice(i + 1).map((b) => intersectRect(a, b)))
        expect(overlaps.every(isEmptyRect)).toBe(true)
      }
      const joined = patches.reduce(joinPatches)
      const writer = createByteWriter()
      writePatch(writer, joined)
      const read = readPatch(createByteReader(writer.finish(), 'test'))
      expect(read).toEqual(joined)
      checkPatch(read, edited.labelMap)
      const undone = copy(edited)
      patches.toReversed().forEach((patch) => apply(undone, invertPatch(patch)))
      const isExact = [
        isSame(undone, start),
        isSame(apply(copy(edited), invertPatch(read)), start),
        isSame(apply(copy(start), read), edited),
      ]
      expect(isExact).toEqual([true, true, true])
    }),
    { numRuns: 30 },
  )
})

test('a part beside its patch is refused, and nothing of it applied', () => {
  const labelMap = createLabelMap(10, 10)
  const runs = Uint8Array.of(2 * 4, 12)
  const damaged: Patch = {
    rect: { x: 0, y: 0, width: 3, height: 3 },
    parts: [{ x: 2, y: 2, width: 2, height: 2 }],
    before: runs,
    after: runs,
  }
  expect(() => applyPatch(labelMap, damaged)).toThrow('lies outside')
  expect(() => checkPatch(damaged, labelMap)).toThrow('lies outside')
  expect(labelMap.data.every((value) => value === 0)).toBe(true)
})
