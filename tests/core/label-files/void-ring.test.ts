import { expect, test } from 'vitest'
import { withVoidRing } from '../../../src-main/core/label-files/void-ring.ts'
import { copyLabelMap, createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { fc, labelMaps } from '../arbitraries.ts'

function row(...values: number[]) {
  return createLabelMap(values.length, 1, Uint8Array.from(values))
}

test('what surrounds an object becomes void, and where two objects touch each takes from the other', () => {
  const { labelMap, ringPixels } = withVoidRing(row(0, 0, 15, 15, 15, 12, 12, 12, 0, 0), 1)
  expect([...labelMap.data]).toEqual([0, 255, 15, 15, 255, 255, 12, 12, 255, 0])
  expect(ringPixels).toBe(4)
})

test('background and void have no ring, and a void pixel is not counted twice', () => {
  expect([...withVoidRing(row(0, 255, 255, 0), 5).labelMap.data]).toEqual([0, 255, 255, 0])
  expect(withVoidRing(row(15, 255, 0), 2)).toMatchObject({ ringPixels: 1 })
})

test('exactly the pixels near another class are void, and the mask itself stays', () => {
  fc.assert(
    fc.property(labelMaps, fc.integer({ min: 0, max: 5 }), (labelMap, widthPx) => {
      const { width, height, data } = labelMap
      const before = copyLabelMap(labelMap)
      const { labelMap: ringed } = withVoidRing(labelMap, widthPx)
      expect(labelMap).toEqual(before)
      const expected = data.map((value, i) => {
        const [x, y] = [i % width, Math.floor(i / width)]
        for (let dy = -widthPx; dy <= widthPx; dy++) {
          for (let dx = -widthPx; dx <= widthPx; dx++) {
            const isInside = x + dx >= 0 && y + dy >= 0 && x + dx < width && y + dy < height
            if (!isInside || dx * dx + dy * dy > widthPx * widthPx) continue
            const near = data[i + dy * width + dx]!
            if (near !== value && near !== 0 && near !== 255) return 255
          }
        }
        return value
      })
      expect(ringed).toEqual({ width, height, data: expected })
    }),
    { numRuns: 40 },
  )
})
