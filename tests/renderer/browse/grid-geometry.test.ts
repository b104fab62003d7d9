import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  gridGeometry,
  moveInGrid,
  rowsAround,
  rowsAtOnce,
} from '../../../src-renderer/browse/grid-geometry.ts'

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

test('every row in view exists wherever the view stands, and no two share a place', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20_000 }),
      fc.integer({ min: 0, max: 3000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (photos, viewHeight, scrolled) => {
        const grid = gridGeometry(photos, 1208, 168)
        const furthest = Math.max(0, grid.rows * grid.rowHeightPx - viewHeight)
        const top = scrolled * furthest
        const [first, last] = [top, top + viewHeight].map((y) =>
          Math.min(grid.rows - 1, Math.floor(y / grid.rowHeightPx)),
        )
        const count = rowsAtOnce(grid, viewHeight)
        const rows = rowsAround(first!, count, grid.rows)
        expect(rows).toHaveLength(count)
        expect(rows[0]).toBeLessThanOrEqual(first!)
        expect(rows.at(-1)).toBeGreaterThanOrEqual(last!)
        expect(new Set(rows.map((row) => row % count)).size).toBe(count)
        expect(rows.every((row) => row >= 0 && row < grid.rows)).toBe(true)
      },
    ),
  )
})
