// The regions of a label map as run lengths and as polygons.

import { expect, test } from 'vitest'
import { findRegion } from '../../../src-main/core/painting/flood-fill.ts'
import { columnRegions } from '../../../src-main/core/label-files/column-regions.ts'
import {
  checkRuns,
  columnRuns,
  insidePixels,
} from '../../../src-main/core/label-files/coco-runs.ts'
import { regionPolygons } from '../../../src-main/core/label-files/region-polygons.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { paintPolygon } from '../../../src-main/core/painting/polygon.ts'
import { fc, labelMaps } from '../arbitraries.ts'

/** '.' is background, '#' void, a digit its class. */
function mapOf(...rows: readonly string[]): LabelMap {
  const signs = rows.flatMap((row) => Array.from(row))
  const values = signs.map((sign) => (sign === '#' ? 255 : sign === '.' ? 0 : Number(sign)))
  return createLabelMap(rows[0]!.length, rows.length, Uint8Array.from(values))
}

function painted({ width, height }: LabelMap, polygons: ReturnType<typeof regionPolygons>) {
  const result = createLabelMap(width, height)
  for (const { value, corners } of polygons) paintPolygon(result, [corners], { value })
  return result
}

test('regions that touch at a corner alone are two, and a run goes on into the next column', () => {
  expect([...columnRegions(mapOf('1.1', '.11'))]).toEqual([
    { value: 0, counts: [1, 1, 4], pixels: 1, regionCount: 1 },
    { value: 0, counts: [2, 1, 3], pixels: 1, regionCount: 1 },
    { value: 1, counts: [0, 1, 5], pixels: 1, regionCount: 1 },
    { value: 1, counts: [3, 3], pixels: 3, regionCount: 1 },
  ])
})

test('small regions of a value come together, and the others stay apart', () => {
  expect([...columnRegions(mapOf('1.1.', '11.1'), 3)]).toEqual([
    { value: 0, counts: [2, 1, 2, 2, 1], pixels: 3, regionCount: 3 },
    { value: 1, counts: [0, 2, 1, 1, 4], pixels: 3, regionCount: 1 },
    { value: 1, counts: [4, 1, 2, 1], pixels: 2, regionCount: 2 },
  ])
})

test('whatever is small, each pixel is in one region, and none with more than one part is large', () => {
  fc.assert(
    fc.property(labelMaps, fc.integer({ min: 1, max: 6 }), (labelMap, smallestPx) => {
      const { width, height } = labelMap
      const found = [...columnRegions(labelMap, smallestPx)]
      const all = [...columnRegions(labelMap)]
      for (const { counts, pixels } of found) {
        checkRuns(counts, width * height, 'x')
        expect(insidePixels(counts)).toBe(pixels)
      }
      const sumOf = (key: 'pixels' | 'regionCount'): number =>
        found.reduce((sum, region) => sum + region[key], 0)
      expect([sumOf('pixels'), sumOf('regionCount')]).toEqual([width * height, all.length])
      const isLarge = ({ pixels }: { pixels: number }): boolean => pixels >= smallestPx
      const large = all.filter(isLarge)
      expect(found.filter((region) => large.some(({ counts }) => String(counts) === String(region.counts)))).toHaveLength(large.length) // prettier-ignore
    }),
  )
})

test('every pixel is in exactly one region, which is what the fill tool finds there', () => {
  fc.assert(
    fc.property(labelMaps, (labelMap) => {
      const { width, height } = labelMap
      const regions = [...columnRegions(labelMap)]
      for (const { value, counts } of regions) {
        checkRuns(counts, width * height, 'x')
        const at = counts[0]!
        const found = findRegion(labelMap, Math.floor(at / height), at % height)
        expect([found.value, found.pixelCount]).toEqual([value, insidePixels(counts)])
      }
      const sum = regions.reduce((pixels, { counts }) => pixels + insidePixels(counts), 0)
      expect(sum).toBe(width * height)
    }),
  )
})

test('the regions of a connected class are the runs of the class', () => {
  const labelMap = mapOf('.11.', '.1..', '.111')
  const ofClass = columnRuns(labelMap)
  expect([...columnRegions(labelMap)].filter(({ value }) => value === 1)).toMatchObject([
    { value: 1, counts: ofClass.get(1) },
  ])
})

test('a polygon goes along the edges of pixels and has a corner where it turns', () => {
  const [only, ...more] = regionPolygons(mapOf('....', '.22.', '.2..'))
  expect(more).toEqual([])
  expect(only).toEqual({
    value: 2,
    isInHole: false,
    corners: [[1, 1], [3, 1], [3, 2], [2, 2], [2, 3], [1, 3]].map(([x, y]) => ({ x, y })), // prettier-ignore
  })
})

test('what lies in a hole is painted over it, background too, and nothing else is', () => {
  const nested = mapOf('11111..', '1...1..', '1.3.1.#', '1...1..', '11111..')
  const polygons = regionPolygons(nested)
  expect(polygons.map(({ value, isInHole }) => [value, isInHole])).toEqual([
    [1, false],
    [0, true],
    [3, true],
    [255, false],
  ])
  expect(painted(nested, polygons)).toEqual(nested)
})

test('an image of background alone is one polygon of background', () => {
  expect(regionPolygons(mapOf('...', '...'))).toMatchObject([{ value: 0, isInHole: false }])
})

/** Rectangles over each other: regions in holes of regions in holes, which noise hardly ever has. */
const nestedMaps = fc
  .array(
    fc.record({
      x: fc.integer({ min: 0, max: 18 }),
      y: fc.integer({ min: 0, max: 18 }),
      width: fc.integer({ min: 1, max: 20 }),
      height: fc.integer({ min: 1, max: 20 }),
      value: fc.constantFrom(0, 0, 12, 15, 255),
    }),
    { maxLength: 14 },
  )
  .map((rects) => {
    const labelMap = createLabelMap(20, 20)
    for (const { x, y, width, height, value } of rects) {
      for (let row = y; row < Math.min(20, y + height); row++) {
        labelMap.data.fill(value, row * 20 + x, row * 20 + Math.min(20, x + width))
      }
    }
    return labelMap
  })

test('the polygons of any label map give it back', () => {
  fc.assert(
    fc.property(fc.oneof(labelMaps, nestedMaps), (labelMap) => {
      expect(painted(labelMap, regionPolygons(labelMap))).toEqual(labelMap)
    }),
    { numRuns: 300 },
  )
})
