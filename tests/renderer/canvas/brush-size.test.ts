import { expect, test } from 'vitest'
import {
  MAX_RADIUS,
  MIN_RADIUS,
  fromSlider,
  resized,
  toSlider,
} from '../../../src-renderer/canvas/brush-size.ts'

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
