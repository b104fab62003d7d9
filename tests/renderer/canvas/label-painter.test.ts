import { expect, test } from 'vitest'
import { createLabelMap } from '../../../src-main/core/label-map.ts'
import { colorize, displayColors } from '../../../src-renderer/canvas/label-painter.ts'

test('background is clear, classes have the VOC colours, only the rectangle is read', () => {
  const map = createLabelMap(3, 2, Uint8Array.from([9, 9, 9, 0, 1, 15]))
  const target = new Uint32Array(3)
  colorize(map, { x: 0, y: 1, width: 3, height: 1 }, displayColors(new Set()), target)
  const bytes = [...new Uint8Array(target.buffer)]
  expect(bytes).toEqual([0, 0, 0, 0, 128, 0, 0, 255, 192, 128, 128, 255])
})

test('void is drawn in two shades and never clear', () => {
  const map = createLabelMap(8, 1, new Uint8Array(8).fill(255))
  const target = new Uint32Array(8)
  colorize(map, { x: 0, y: 0, width: 8, height: 1 }, displayColors(new Set()), target)
  expect(new Set(target).size).toBe(2)
  expect(target.every((color) => color >>> 24 === 255)).toBe(true)
})

test('hidden classes are clear, void too', () => {
  const map = createLabelMap(3, 1, Uint8Array.from([1, 2, 255]))
  const target = new Uint32Array(3)
  colorize(map, { x: 0, y: 0, width: 3, height: 1 }, displayColors(new Set([1, 255])), target)
  expect([...target].map((color) => color !== 0)).toEqual([false, true, false])
})
