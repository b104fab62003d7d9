import { describe, expect, it } from 'vitest'
import { paintSegment } from '../../../src-main/core/painting/brush.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { copyLabelMap, createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { PatchRecorder } from '../../../src-main/core/patches/patch-recorder.ts'
import { startPatchRecorder } from '../../../src-main/core/patches/patch-recorder.ts'
import type { Patch } from '../../../src-main/core/patches/patch.ts'
import {
  applyPatch,
  checkPatch,
  invertPatch,
  patchBytes,
} from '../../../src-main/core/patches/patch.ts'
import { PROVENANCE, createProvenance } from '../../../src-main/core/labels/provenance.ts'
import type { ProvenancePlane } from '../../../src-main/core/labels/provenance.ts'
import { unionRect } from '../../../src-main/core/geometry/rect.ts'
import { fc, points } from '../arbitraries.ts'

const strokes = fc.record({
  path: fc.array(
    points.map(({ x, y }) => ({ x: x * 10, y: y * 10 })),
    { minLength: 1, maxLength: 4 },
  ),
  radius: fc.double({ min: 0.5, max: 40, noNaN: true }),
  value: fc.constantFrom<number[]>(0, 12, 15, 255),
  source: fc.constantFrom(...Object.values(PROVENANCE)),
})

type Stroke = typeof strokes extends fc.Arbitrary<infer T> ? T : never

/** Spans several tiles and is no multiple of 256. */
function photo(): { labelMap: LabelMap; provenance: ProvenancePlane } {
  const provenance = createProvenance(300, 275, PROVENANCE.unlabelled)
  return { labelMap: createLabelMap(300, 275), provenance }
}

function paint(labelMap: LabelMap, plane: ProvenancePlane, stroke: Stroke): PatchRecorder {
  const recorder = startPatchRecorder(labelMap, plane)
  const { value, source, radius } = stroke
  stroke.path.forEach((to, i) => {
    const from = stroke.path[i - 1] ?? to
    const rule = { value, provenance: { plane, source }, beforePaint: recorder.beforePaint }
    paintSegment(labelMap, { from, to, radius, tip: 'round' }, rule)
  })
  return recorder
}

describe('a recorded gesture', () => {
  it('becomes a patch that undoes and redoes it exactly, labels and provenance', () => {
    fc.assert(
      fc.property(fc.array(strokes, { maxLength: 2 }), strokes, (earlier, stroke) => {
        const { labelMap, provenance } = photo()
        for (const old of earlier) paint(labelMap, provenance, old).commit()
        const [before, sourcesBefore] = [labelMap.data.slice(), provenance.data.slice()]
        const patch = paint(labelMap, provenance, stroke).commit()
        const [after, sourcesAfter] = [labelMap.data.slice(), provenance.data.slice()]
        if (patch === undefined) {
          expect([after, sourcesAfter]).toEqual([before, sourcesBefore])
          return
        }
        applyPatch(labelMap, invertPatch(patch), provenance)
        expect([labelMap.data, provenance.data]).toEqual([before, sourcesBefore])
        applyPatch(labelMap, patch, provenance)
        expect([labelMap.data, provenance.data]).toEqual([after, sourcesAfter])
        expect(invertPatch(invertPatch(patch))).toEqual(patch)
      }),
      { numRuns: 25 },
    )
  })

  it('over the whole photo undoes and redoes it exactly, wherever it begins and ends', () => {
    const corner = fc.tuple(fc.nat({ max: 299 }), fc.nat({ max: 699 }))
    fc.assert(
      fc.property(corner, corner, ([x1, y1], [x2, y2]) => {
        const labelMap = createLabelMap(300, 700)
        const provenance = createProvenance(300, 700, PROVENANCE.unlabelled)
        const recorder = startPatchRecorder(labelMap, provenance)
        recorder.beforePaint({ x: 0, y: 0, width: 300, height: 700 })
        const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)]
        for (let y = Math.min(y1, y2); y <= Math.max(y1, y2); y++) {
          for (let x = left; x <= right; x++) labelMap.data[y * 300 + x] = 1 + ((x * y) % 20)
          provenance.data.fill(PROVENANCE.assist, y * 300 + left, y * 300 + right + 1)
        }
        const [after, sourcesAfter] = [labelMap.data.slice(), provenance.data.slice()]
        const patch = recorder.commit()!
        applyPatch(labelMap, invertPatch(patch), provenance)
        expect(labelMap.data.every((value) => value === 0)).toBe(true)
        expect(provenance.data.every((source) => source === PROVENANCE.unlabelled)).toBe(true)
        applyPatch(labelMap, patch, provenance)
        expect(labelMap.data).toEqual(after)
        expect(provenance.data).toEqual(sourcesAfter)
      }),
      { numRuns: 20 },
    )
  })

  it('restores every label and provenance when aborted', () => {
    fc.assert(
      fc.property(strokes, strokes, (earlier, stroke) => {
        const { labelMap, provenance } = photo()
        paint(labelMap, provenance, earlier).commit()
        const [before, sourcesBefore] = [labelMap.data.slice(), provenance.data.slice()]
        paint(labelMap, provenance, stroke).abort()
        expect([labelMap.data, provenance.data]).toEqual([before, sourcesBefore])
      }),
      { numRuns: 25 },
    )
  })

  it('is cropped to what changed, across tiles', () => {
    const { labelMap } = photo()
    const recorder = startPatchRecorder(labelMap)
    recorder.beforePaint({ x: 0, y: 0, width: 300, height: 275 })
    labelMap.data[250 * 300 + 250] = 3
    labelMap.data[260 * 300 + 262] = 4
    expect(recorder.commit()?.rect).toEqual({ x: 250, y: 250, width: 13, height: 11 })
  })

  it('keeps the difference between unlabelled and background', () => {
    const { labelMap, provenance } = photo()
    const stroke = { path: [{ x: 50, y: 50 }], radius: 5, value: 0, source: 1 as const }
    const patch = paint(labelMap, provenance, stroke).commit()
    expect(patch?.provenance).toBeDefined()
    applyPatch(labelMap, invertPatch(patch as Patch), provenance)
    expect(Math.max(...provenance.data)).toBe(0)
  })

  it('gives no patch when nothing changed, and cannot end twice', () => {
    const { labelMap } = photo()
    const recorder = startPatchRecorder(labelMap)
    recorder.beforePaint({ x: -10, y: -10, width: 500, height: 500 })
    expect(recorder.commit()).toBeUndefined()
    expect(() => recorder.abort()).toThrow(/already ended/)
    expect(() => recorder.beforePaint({ x: 0, y: 0, width: 1, height: 1 })).toThrow(/already ended/)
  })

  it('of 700 pixels with a brush of radius 100 fits in 25 kB', () => {
    const labelMap = createLabelMap(2000, 1500)
    const recorder = startPatchRecorder(labelMap)
    for (let i = 0; i < 58; i++) {
      const from = { x: 300 + i * 12, y: 600 + 200 * Math.sin(i / 12) }
      const to = { x: 312 + i * 12, y: 600 + 200 * Math.sin((i + 1) / 12) }
      const rule = { value: 12, beforePaint: recorder.beforePaint }
      paintSegment(labelMap, { from, to, radius: 100, tip: 'round' }, rule)
    }
    expect(patchBytes(recorder.commit() as Patch)).toBeLessThan(25_000)
  })
})

describe('a patch of another photo', () => {
  it('is refused and changes nothing', () => {
    const { labelMap, provenance } = photo()
    const recorder = startPatchRecorder(labelMap)
    recorder.beforePaint({ x: 200, y: 200, width: 50, height: 50 })
    labelMap.data.fill(3, 240 * 300 + 210, 240 * 300 + 240)
    const patch = recorder.commit() as Patch
    const small = createLabelMap(100, 100)
    applyPatch(labelMap, invertPatch(patch))
    const before = [small, labelMap].map(copyLabelMap)
    expect(() => applyPatch(small, patch)).toThrow(/does not fit the label map of 100x100/)
    const runs = { before: patch.before, after: patch.after.slice(1) }
    for (const damaged of [
      { ...patch, ...runs },
      { ...patch, provenance: runs },
    ]) {
      expect(() => applyPatch(labelMap, damaged, provenance)).toThrow(/run-length data/)
      expect(() => checkPatch(invertPatch(damaged), labelMap)).toThrow(/run-length data/)
    }
    expect([small, labelMap]).toEqual(before)
  })
})

describe('the union of two dirty rectangles', () => {
  it('ignores an empty one', () => {
    const rect = { x: 4, y: 5, width: 6, height: 7 }
    expect(unionRect({ x: 0, y: 0, width: 0, height: 9 }, rect)).toEqual(rect)
    expect(unionRect(rect, { x: 1, y: 9, width: 2, height: 8 })).toEqual({
      x: 1,
      y: 5,
      width: 9,
      height: 12,
    })
  })
})
