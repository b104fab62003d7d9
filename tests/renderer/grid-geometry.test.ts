import { expect, test } from 'vitest'
import { gridGeometry, moveInGrid } from '../../src-renderer/grid-geometry.ts'

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
