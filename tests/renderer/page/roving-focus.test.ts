import { expect, test } from 'vitest'
import { boxTowards } from '../../../src-renderer/page/roving-focus.ts'

/** Rows of letters; a letter is a button of 10 by 10 pixels, a point is none. */
function walk(rows: readonly string[], from: string, ...keys: readonly string[]): string {
  const letters = rows.flatMap((row, y) =>
    Array.from(row).flatMap((letter, x) =>
      letter === '.' ? [] : [{ letter, x: x * 12, y: y * 12 }],
    ),
  )
  const boxes = letters.map(({ x, y }) => ({ left: x, right: x + 10, top: y, bottom: y + 10 }))
  const end = keys.reduce(
    (at, key) => boxTowards(key, at, boxes) ?? at,
    letters.findIndex(({ letter }) => letter === from),
  )
  return letters[end]!.letter
}

test('the arrows lead over gaps along a row and a column, and stop at the ends', () => {
  const matrix = ['.abc', 'd..e', 'f.g.']
  expect(walk(matrix, 'a', 'ArrowRight', 'ArrowRight', 'ArrowRight')).toBe('c')
  expect(walk(matrix, 'd', 'ArrowRight')).toBe('e')
  expect(walk(matrix, 'e', 'ArrowLeft', 'ArrowDown')).toBe('f')
  expect(walk(matrix, 'g', 'ArrowUp')).toBe('b')
  expect(walk(matrix, 'b', 'ArrowDown', 'ArrowLeft', 'ArrowUp')).toBe('d')
})

test('other keys are not taken', () => {
  expect(boxTowards('Tab', 0, [])).toBeNull()
  expect(boxTowards('Enter', 0, [{ left: 0, right: 1, top: 0, bottom: 1 }])).toBeNull()
})
