import { expect, test } from 'vitest'
import { findAllOf, findRegion } from '../../../src-main/core/painting/flood-fill.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { partAfter } from '../../../src-main/core/morphology/region-parts.ts'
import { fc, labelMaps } from '../arbitraries.ts'

test('goes from part to part of a class in reading order, and round', () => {
  const map = createLabelMap(5, 2, Uint8Array.from([1, 0, 1, 1, 0, 0, 0, 0, 0, 1]))
  const first = findRegion(map, 0, 0)
  const second = partAfter(map, first, 1)
  expect(second).toEqual(findRegion(map, 2, 0))
  const third = partAfter(map, second, 1)
  expect(third).toEqual(findRegion(map, 4, 1))
  expect(partAfter(map, third, 1)).toEqual(first)
  expect(partAfter(map, first, -1)).toEqual(third)
})

test('the parts of any class are its connected regions, each once', () => {
  fc.assert(
    fc.property(labelMaps, fc.nat(), (map, at) => {
      const start = at % map.data.length
      const first = findRegion(map, start % map.width, Math.floor(start / map.width))
      const parts = [first]
      for (let part = partAfter(map, first, 1); part !== first; part = partAfter(map, part, 1)) {
        if (spanSet(part.spans) === spanSet(first.spans)) break
        parts.push(part)
      }
      const pixels = parts.reduce((sum, { pixelCount }) => sum + pixelCount, 0)
      expect(pixels).toBe(findAllOf(map, first.value).pixelCount)
      for (const { spans, pixelCount } of parts)
        expect(findRegion(map, spans[1]!, spans[0]!).pixelCount).toBe(pixelCount)
    }),
  )
})

/** The spans of a region, in whatever order it has them. */
function spanSet(spans: Int32Array): string {
  const texts = Array.from({ length: spans.length / 3 }, (_, i) =>
    spans.slice(3 * i, 3 * i + 3).join(),
  )
  return texts.sort().join(' ')
}
