import { expect, test } from 'vitest'
import {
  MAX_RADIUS,
  MIN_RADIUS,
  fromSlider,
  resized,
  switchSizeUnit,
  tipRadius,
  toSlider,
} from '../../../../src-renderer/canvas/painting/brush-size.ts'

test('the slider reaches from one pixel to the largest tip', () => {
  expect([fromSlider(0), fromSlider(100)]).toEqual([MIN_RADIUS, MAX_RADIUS])
  expect([toSlider(MIN_RADIUS), toSlider(MAX_RADIUS)]).toEqual([0, 100])
})

test('every key press changes the size, small tips by half a pixel', () => {
  expect(resized(0.5, 1.15)).toBe(1)
  expect(resized(1, 1 / 1.15)).toBe(0.5)
  expect(resized(0.5, 1 / 1.15)).toBe(0.5)
  expect(resized(100, 1.15)).toBe(115)
  expect(resized(MAX_RADIUS, 2)).toBe(MAX_RADIUS)
})

test('a size kept in pixels of the screen covers less the further one zooms in, in whole diameters', () => {
  expect([0.25, 0.5, 1, 2, 5, 64].map((scale) => tipRadius(12, scale))).toEqual([
    48, 24, 12, 6, 2.5, 0.5,
  ])
})

test('switching the unit leaves the tip as it is at this zoom, there and back', () => {
  const kept = { brushRadius: 12, eraserRadius: 4, unlabelRadius: 40, isScreenSize: false }
  switchSizeUnit(kept, 2)
  expect(kept).toEqual({ brushRadius: 24, eraserRadius: 8, unlabelRadius: 80, isScreenSize: true })
  expect(tipRadius(kept.brushRadius, 2)).toBe(12)
  switchSizeUnit(kept, 2)
  expect(kept).toEqual({ brushRadius: 12, eraserRadius: 4, unlabelRadius: 40, isScreenSize: false })
})
