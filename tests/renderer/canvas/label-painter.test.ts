import { expect, test } from 'vitest'
import { createLabelMap } from '../../../src-main/core/label-map.ts'
import { UNLABELLED } from '../../../src-main/core/provenance.ts'
import { clearInside, colorize, displayColors } from '../../../src-renderer/canvas/label-painter.ts'

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

test('unlabelled is a hatch of its own: thin, with the photo in sight between', () => {
  const map = createLabelMap(32, 1, new Uint8Array(32).fill(UNLABELLED))
  const target = new Uint32Array(32)
  colorize(map, { x: 0, y: 0, width: 32, height: 1 }, displayColors(new Set()), target)
  expect([...target].filter((color) => color === 0)).toHaveLength(28)
  expect(new Set(target).size).toBe(3)
})

test('hidden classes are clear, void and unlabelled too', () => {
  const map = createLabelMap(4, 1, Uint8Array.from([UNLABELLED, 1, 2, 255]))
  const target = new Uint32Array(4)
  const hidden = new Set([1, 255, UNLABELLED])
  colorize(map, { x: 0, y: 0, width: 4, height: 1 }, displayColors(hidden), target)
  expect([...target].map((color) => color !== 0)).toEqual([false, false, true, false])
})

test('outlines keep the pixels next to another value, not those at the edge of the photo', () => {
  const map = createLabelMap(5, 3, Uint8Array.from([1, 1, 1, 2, 2, 1, 1, 1, 2, 2, 1, 1, 1, 2, 2]))
  const target = new Uint32Array(15).fill(7)
  clearInside(map, { x: 0, y: 0, width: 5, height: 3 }, 1, target)
  expect([...target.subarray(5, 10)]).toEqual([0, 0, 7, 7, 0])
  const part = new Uint32Array(2).fill(7)
  clearInside(map, { x: 1, y: 1, width: 2, height: 1 }, 1, part)
  expect([...part]).toEqual([0, 7])
})
