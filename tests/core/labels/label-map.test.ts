import { describe, expect, it } from 'vitest'
import {
  classPixelCounts,
  createLabelMap,
  presentClasses,
  resizeLabelMap,
  validateLabelValues,
} from '../../../src-main/core/labels/label-map.ts'
import { fc, labelMaps } from '../arbitraries.ts'

describe('a label map', () => {
  it('lists the classes it holds, without void', () => {
    const labelMap = createLabelMap(3, 2, Uint8Array.of(0, 15, 15, 255, 12, 0))
    expect(presentClasses(labelMap)).toEqual([0, 12, 15])
    expect(classPixelCounts(labelMap)[15]).toBe(2)
  })

  it('names unknown values with their pixel counts and the file', () => {
    const labelMap = createLabelMap(2, 2, Uint8Array.of(0, 38, 38, 220))
    expect(() => validateLabelValues(labelMap, 'cat.png')).toThrow(
      /cat\.png.*0 to 20 and 255.*38 \(2 pixels\), 220 \(1 pixels\)/,
    )
  })

  it('refuses data of another size', () => {
    expect(() => createLabelMap(2, 2, new Uint8Array(3))).toThrow(/needs 4 values, got 3/)
    expect(() => createLabelMap(0, 2)).toThrow(/positive/)
  })

  it('is repeated pixel by pixel when doubled, and comes back when halved', () => {
    fc.assert(
      fc.property(labelMaps, (labelMap) => {
        const doubled = resizeLabelMap(labelMap, labelMap.width * 2, labelMap.height * 2)
        expect(resizeLabelMap(doubled, labelMap.width, labelMap.height)).toEqual(labelMap)
      }),
    )
  })

  it('gains no class value by resizing', () => {
    fc.assert(
      fc.property(labelMaps, fc.integer({ min: 1, max: 50 }), (labelMap, size) => {
        const before = new Set(labelMap.data)
        expect(resizeLabelMap(labelMap, size, 7).data.every((value) => before.has(value))).toBe(
          true,
        )
      }),
    )
  })
})
