import { describe, expect, it } from 'vitest'
import {
  findAllOf,
  findRegion,
  floodFill,
  paintRegion,
} from '../../../src-main/core/painting/flood-fill.ts'
import { copyLabelMap, createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import { fc, labelMaps } from '../arbitraries.ts'

describe('flood fill', () => {
  it('relabels exactly the 4-connected region of one class', () => {
    fc.assert(
      fc.property(labelMaps, fc.nat(), fc.nat(), (labelMap, a, b) => {
        const [x, y] = [a % labelMap.width, b % labelMap.height]
        const expected = slowFill(labelMap.data, labelMap.width, y * labelMap.width + x, 7)
        const region = findRegion(labelMap, x, y)
        floodFill(labelMap, x, y, { value: 7 })
        expect(labelMap.data).toEqual(expected)
        expect(region.pixelCount).toBe(expected.filter((value) => value === 7).length)
      }),
      { numRuns: 300 },
    )
  })

  it('relabels all regions of one class', () => {
    fc.assert(
      fc.property(labelMaps, (labelMap) => {
        const expected = labelMap.data.map((value) => (value === 15 ? 4 : value))
        paintRegion(labelMap, findAllOf(labelMap, 15), { value: 4 })
        expect(labelMap.data).toEqual(expected)
      }),
    )
  })

  it('announces the rectangle before it paints', () => {
    const labelMap = createLabelMap(6, 6)
    paintRegion(labelMap, findAllOf(labelMap, 0), { value: 3 })
    labelMap.data[14] = 5
    const before = copyLabelMap(labelMap)
    const dirty = floodFill(labelMap, 2, 2, {
      value: 9,
      beforePaint: () => expect(labelMap).toEqual(before),
    })
    expect(dirty).toEqual({ x: 2, y: 2, width: 1, height: 1 })
  })

  it('refuses a pixel outside', () => {
    expect(() => findRegion(createLabelMap(4, 4), 4, 0)).toThrow(/outside 4x4/)
  })
})

function slowFill(data: Uint8Array, width: number, seed: number, value: number): Uint8Array {
  const result = data.slice()
  const from = data[seed]
  const pending = [seed]
  while (pending.length > 0) {
    const at = pending.pop()!
    if (result[at] !== from || result[at] === value) continue
    result[at] = value
    pending.push(at - width, at + width)
    if (at % width > 0) pending.push(at - 1)
    if (at % width < width - 1) pending.push(at + 1)
  }
  return result
}
