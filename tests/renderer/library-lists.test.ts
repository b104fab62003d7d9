import { expect, test } from 'vitest'
import type { ImageSummary } from '../../src-main/contract/images.ts'
import { gridGeometry, moveInGrid } from '../../src-renderer/grid-geometry.ts'
import { NO_FILTER, countStates, filterImages, toggled } from '../../src-renderer/image-filter.ts'
import { createImages } from './studio-fixture.ts'

const images = createImages(12)

function names(found: readonly ImageSummary[]): string[] {
  return found.map((image) => image.name)
}

test('no filter leaves every image, as the same list', () => {
  expect(filterImages(images, NO_FILTER)).toBe(images)
})

test('states add up, and state, class, group and search narrow each other', () => {
  const labelled = filterImages(images, { ...NO_FILTER, states: ['labelled'] })
  expect(names(labelled)).toEqual(['photo00', 'photo03', 'photo06', 'photo09'])
  expect(filterImages(images, { ...NO_FILTER, states: ['labelled', 'toLabel'] })).toHaveLength(8)
  expect(names(filterImages(images, { ...NO_FILTER, classes: [15], group: 2 }))).toEqual([
    'photo06',
  ])
  expect(names(filterImages(images, { ...NO_FILTER, search: ' PHOTO1' }))).toEqual([
    'photo10',
    'photo11',
  ])
})

test('states are counted for the chips, and a chip toggles', () => {
  expect(countStates(images)).toEqual({ labelled: 4, toLabel: 4, unlabelled: 4 })
  expect(toggled(toggled([1], 2), 1)).toEqual([2])
})

test('thumbnails fill the width with at least the wished size', () => {
  const grid = gridGeometry(10_000, 1208, 168)
  expect(grid.columns).toBe(6)
  expect(grid.tileWidthPx).toBe(194)
  expect(grid.rows).toBe(1667)
  expect(gridGeometry(3, 50, 168).columns).toBe(1)
})

test('arrow keys walk the grid and stop at its ends', () => {
  const grid = { count: 10, columns: 4, pageRows: 2 }
  expect(moveInGrid('ArrowDown', 1, grid)).toBe(5)
  expect(moveInGrid('ArrowUp', 1, grid)).toBe(0)
  expect(moveInGrid('End', 1, grid)).toBe(9)
  expect(moveInGrid('PageDown', 1, grid)).toBe(9)
  expect(moveInGrid('a', 1, grid)).toBeNull()
  expect(moveInGrid('End', 0, { ...grid, count: 0 })).toBeNull()
})
