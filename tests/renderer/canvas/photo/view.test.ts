import { expect, test } from 'vitest'
import { fc } from '../../../core/arbitraries.ts'
import { overlayPart } from '../../../../src-renderer/canvas/stage/overlay-painter.ts'
import { pixelGrid } from '../../../../src-renderer/canvas/stage/pixel-grid.ts'
import {
  NO_ADJUSTMENT,
  adjustedLevel,
  adjustmentTable,
  isAdjusted,
} from '../../../../src-renderer/canvas/photo/view-adjustment.ts'

const image = { width: 100, height: 80 }
const view = { width: 600, height: 400 }

test('the pixel grid appears from 800 % on, over the visible part of the image', () => {
  expect(pixelGrid({ scale: 7.9, x: 0, y: 0 }, image, view)).toBeNull()
  expect(pixelGrid({ scale: 8, x: 20, y: -12 }, image, view)).toEqual({
    left: 20,
    top: 0,
    width: 580,
    height: 400,
    offsetX: 0,
    offsetY: -4,
  })
  expect(pixelGrid({ scale: 8, x: -900, y: 0 }, image, view)).toBeNull()
})

test('grid lines lie between image pixels, wherever the camera is', () => {
  const camera = fc.record({
    scale: fc.double({ min: 8, max: 64, noNaN: true }),
    x: fc.double({ min: -500, max: 500, noNaN: true }),
    y: fc.double({ min: -500, max: 300, noNaN: true }),
  })
  fc.assert(
    fc.property(camera, (at) => {
      const grid = pixelGrid(at, image, view)
      fc.pre(grid !== null)
      const line = (grid.left + grid.offsetX - at.x) / at.scale
      expect(Math.abs(line - Math.round(line))).toBeLessThan(1e-6)
    }),
  )
})

test('an overlay covers what is in sight, and stays the same for small moves of the camera', () => {
  const place = fc.integer({ min: -40_000, max: 80_000 }).map((tenths) => tenths / 10)
  const pitches = fc.constantFrom(1, 2, 8)
  fc.assert(
    fc.property(place, place, pitches, (x, y, pitch) => {
      const seen = { x, y, width: 900 * pitch, height: 700 * pitch }
      const part = overlayPart(seen, pitch)
      expect(part.x <= x && part.y <= y).toBe(true)
      expect(part.x + part.width >= x + seen.width).toBe(true)
      expect(part.y + part.height >= y + seen.height).toBe(true)
      expect(part.width * part.height).toBeLessThanOrEqual(1536 * 1280 * pitch * pitch)
      const moved = overlayPart({ ...seen, x: part.x + 256 * pitch - 1, y: part.y }, pitch)
      expect(moved.x === part.x && moved.y === part.y).toBe(true)
    }),
  )
})

test('nothing adjusted shows every level as it is', () => {
  expect(isAdjusted(NO_ADJUSTMENT)).toBe(false)
  for (const level of [0, 0.25, 0.5, 1]) {
    expect(adjustedLevel(level, NO_ADJUSTMENT)).toBeCloseTo(level, 12)
  }
})

test('gamma lifts shadows and keeps black and white; contrast turns around middle grey', () => {
  const lifted = { ...NO_ADJUSTMENT, gamma: 2 }
  expect([0, 0.25, 1].map((level) => adjustedLevel(level, lifted))).toEqual([0, 0.5, 1])
  const strong = { ...NO_ADJUSTMENT, contrast: 2 }
  expect([0.25, 0.5, 0.75].map((level) => adjustedLevel(level, strong))).toEqual([0, 0.5, 1])
  expect(adjustedLevel(0.9, { ...NO_ADJUSTMENT, brightness: 0.5 })).toBe(1)
  expect(adjustmentTable(lifted).split(' ')).toHaveLength(65)
})
