import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLabelMap } from '../../../src-main/core/label-map.ts'
import { decodeLabelMap, encodeLabelMap } from '../../../src-renderer/canvas/label-map-wire.ts'

test('a label map comes back from the wire as it went', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.uint8Array({ minLength: 20, maxLength: 400 }),
      (width, bytes) => {
        const height = Math.floor(bytes.length / width)
        const map = createLabelMap(width, height, bytes.slice(0, width * height))
        expect(decodeLabelMap(encodeLabelMap(map))).toEqual(map)
      },
    ),
  )
})

test('runs that do not fill the map are refused as corrupt', () => {
  const encoded = encodeLabelMap(createLabelMap(4, 4))
  expect(() => decodeLabelMap({ ...encoded, height: 5 })).toThrow(/run-length/)
})
