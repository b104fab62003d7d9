import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findRegion } from '../../../src-main/core/painting/flood-fill.ts'
import {
  pinRect,
  pinRegion,
  pinnedPixels,
  requirePinned,
} from '../../../src-main/core/labels/label-issues.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { pinnedPath } from '../../../src-renderer/canvas/record/pinned-path.ts'

test('a pinned region gives back exactly its pixels', () => {
  const values = fc.array(fc.constantFrom(0, 1), { minLength: 35, maxLength: 35 })
  fc.assert(
    fc.property(values, fc.nat(6), fc.nat(4), (pixels, x, y) => {
      const map = createLabelMap(7, 5, Uint8Array.from(pixels))
      const region = findRegion(map, x, y)
      const pinned = pinRegion(region, map)
      requirePinned(pinned, map)
      const { rect, data } = pinnedPixels(pinned)
      expect(rect).toEqual(region.rect)
      expect(data.reduce((sum, value) => sum + value, 0)).toBe(region.pixelCount)
      expect(data[(y - rect.y) * rect.width + (x - rect.x)]).toBe(1)
      const drawn = [...pinnedPath(pinned).matchAll(/h(\d+)v/g)].reduce((sum, m) => sum + Number(m[1]), 0) // prettier-ignore
      expect(drawn).toBe(region.pixelCount)
    }),
  )
})

test('a pin that leaves the photo or holds other runs is refused', () => {
  const pinned = pinRect({ x: 5, y: 0, width: 3, height: 2 })
  expect(() => requirePinned(pinned, { width: 7, height: 5 })).toThrow('inside 7x5')
  expect(() => requirePinned({ ...pinned, width: 2 }, { width: 7, height: 5 })).toThrow()
})
