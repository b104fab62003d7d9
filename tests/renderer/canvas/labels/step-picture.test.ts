import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLabelMap } from '../../../../src-main/core/labels/label-map.ts'
import { startPatchRecorder } from '../../../../src-main/core/patches/patch-recorder.ts'
import { PROVENANCE, createProvenance } from '../../../../src-main/core/labels/provenance.ts'
import { UNCHANGED, stepPicture } from '../../../../src-renderer/canvas/labels/step-picture.ts'

/** Wide enough for marks that lie apart. */
const SIZE = { width: 1024, height: 768 }
const pixel = fc.record({
  x: fc.nat(SIZE.width - 1),
  y: fc.nat(SIZE.height - 1),
  value: fc.constantFrom(1, 15, 255),
})

test('the picture of a step has a cell for each place where a pixel changed, and no other', () => {
  fc.assert(
    fc.property(fc.array(pixel, { minLength: 1, maxLength: 40 }), (pixels) => {
      const map = createLabelMap(SIZE.width, SIZE.height)
      const plane = createProvenance(SIZE.width, SIZE.height, PROVENANCE.human)
      const recorder = startPatchRecorder(map, plane)
      for (const { x, y, value } of pixels) {
        recorder.beforePaint({ x, y, width: 1, height: 1 })
        map.data[y * SIZE.width + x] = value
      }
      const picture = stepPicture(recorder.commit()!, SIZE)
      expect([picture.width, picture.height]).toEqual([32, 24])
      const changed = new Set(pixels.map(({ x, y }) => (y >> 5) * 32 + (x >> 5)))
      const drawn = [...picture.cells.keys()].filter((at) => picture.cells[at] !== UNCHANGED)
      expect(new Set(drawn)).toEqual(changed)
      expect(pixels.map(({ value }) => value)).toContain(picture.value)
    }),
  )
})
