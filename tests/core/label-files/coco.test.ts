// COCO's run lengths and polygons against what its own C code gives (tests/golden/label-files/README.md).

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countValues } from '../../../src-main/core/labels/label-map.ts'
import { polygonRuns } from '../../../src-main/core/label-files/coco-polygon.ts'
import {
  boundingBox,
  checkRuns,
  columnRuns,
  insidePixels,
  runsFromText,
  runsToText,
} from '../../../src-main/core/label-files/coco-runs.ts'
import { createRegionCanvas } from '../../../src-main/core/label-files/named-labels.ts'
import { fc, labelMaps } from '../arbitraries.ts'

const GOLDEN = join(import.meta.dirname, '../../golden/label-files')

interface Runs {
  readonly counts: number[]
  readonly string: string
}

interface Polygon extends Runs {
  readonly width: number
  readonly height: number
  readonly points: number[]
}

function golden(name: string): unknown {
  return JSON.parse(readFileSync(join(GOLDEN, name), 'utf8'))
}

const maskApi = golden('maskapi.json') as { polygons: Polygon[]; runs: Runs[] }

test('run lengths become the text of the C code and come back', () => {
  for (const { counts, string } of [...maskApi.runs, ...maskApi.polygons]) {
    expect(runsToText(counts)).toBe(string)
    expect(runsFromText(string, 'x')).toEqual(counts)
  }
})

test('polygons are filled to the pixels of the C code', () => {
  for (const { points, counts, ...size } of maskApi.polygons) {
    expect(polygonRuns(points, size, 'x')).toEqual(counts)
  }
})

test("the segments of panopticapi's example have the areas and boxes that it states", () => {
  const { height, width, segments } = golden('panoptic-example.json') as {
    height: number
    width: number
    segments: { counts: string; area: number; bbox: number[] }[]
  }
  for (const { counts: text, area, bbox } of segments) {
    const counts = runsFromText(text, 'x')
    checkRuns(counts, width * height, 'x')
    expect([insidePixels(counts), boundingBox(counts, height)]).toEqual([area, bbox])
    expect(runsToText(counts)).toBe(text)
  }
})

test('any run lengths survive their text', () => {
  const counts = fc.array(fc.nat({ max: 400_000_000 }), { maxLength: 60 })
  fc.assert(
    fc.property(counts, (given) => {
      expect(runsFromText(runsToText(given), 'x')).toEqual(given)
    }),
  )
})

test('a label map is the sum of the regions of its values', () => {
  fc.assert(
    fc.property(labelMaps, (labelMap) => {
      const { width, height } = labelMap
      const canvas = createRegionCanvas(width, height)
      for (const [value, counts] of columnRuns(labelMap)) {
        checkRuns(counts, width * height, 'x')
        expect(insidePixels(counts)).toBe(countValues(labelMap)[value])
        canvas.paintColumns(String(value), counts)
      }
      const { labels, overlapPixels } = canvas.finish()
      expect(Array.from(labels.data, (index) => Number(labels.names[index]))).toEqual([
        ...labelMap.data,
      ])
      expect(overlapPixels).toBe(0)
    }),
  )
})

test.each(['o', '0o', '!', 'ooooooooo0', '0K'])('damaged text is refused: %s', (text) => {
  expect(() => runsFromText(text, 'coco.json')).toThrow(/^coco.json: the run lengths break/)
})

test('run lengths of another size are refused', () => {
  expect(() => checkRuns([3, 4], 8, 'coco.json')).toThrow(
    'coco.json: expected run lengths of 8 pixels in all, found 7',
  )
  expect(() => checkRuns([9, -1], 8, 'coco.json')).toThrow('coco.json: expected run lengths')
})

test('a polygon with a corner beyond reason is refused', () => {
  const points = [0, 0, 1e12, 5, 5, 5]
  expect(() => polygonRuns(points, { width: 10, height: 10 }, 'coco.json')).toThrow(
    'coco.json: the corners of a polygon lie far outside',
  )
})
