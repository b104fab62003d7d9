import { expect, test } from 'vitest'
import {
  AMOUNT_RANGES,
  amountOf,
  positionOf,
} from '../../../../src-renderer/canvas/regions/region-amount.ts'

test('every position of the area slider stands for an area of its own scale and comes back', () => {
  expect([amountOf('area', 0), amountOf('area', 100)]).toEqual([1, 100_000])
  for (let position = 20; position <= AMOUNT_RANGES.area.max; position++) {
    expect(positionOf('area', amountOf('area', position))).toBe(position)
  }
})

test('distances and windows are what the slider says', () => {
  expect(amountOf('radius', 7)).toBe(7)
  expect(positionOf('window', 5)).toBe(5)
})
