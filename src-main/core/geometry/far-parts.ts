// What lies far apart in one gesture, as rectangles that do not overlap: between two far marks nothing is kept.

import type { Rect } from './rect.ts'
import { EMPTY_RECT, intersectRect, isEmptyRect, unionRect } from './rect.ts'

/** A changed rectangle of a tile; `column` and `row` count tiles. */
export interface TilePart {
  readonly column: number
  readonly row: number
  readonly rect: Rect
}

/** One rectangle for tiles that touch, at a corner too; those that would overlap are one. Empty ones are left out. */
export function farParts(tiles: readonly TilePart[]): Rect[] {
  const left = new Map(
    tiles
      .filter(({ rect }) => !isEmptyRect(rect))
      .map((tile) => [keyOf(tile.column, tile.row), tile]),
  )
  const parts: Rect[] = []
  for (const tile of left.values()) addApart(parts, takeTouching(tile, left))
  return parts
}

/** Takes the tile and all that hang together with it; gives the rectangle around them. */
function takeTouching(first: TilePart, left: Map<string, TilePart>): Rect {
  const found = [first]
  left.delete(keyOf(first.column, first.row))
  let around = EMPTY_RECT
  for (let tile = found.pop(); tile !== undefined; tile = found.pop()) {
    around = unionRect(around, tile.rect)
    for (let row = tile.row - 1; row <= tile.row + 1; row++) {
      for (let column = tile.column - 1; column <= tile.column + 1; column++) {
        const next = left.get(keyOf(column, row))
        if (next === undefined) continue
        left.delete(keyOf(column, row))
        found.push(next)
      }
    }
  }
  return around
}

function addApart(parts: Rect[], rect: Rect): void {
  let grown = rect
  let at = overlapping(parts, grown)
  while (at >= 0) {
    grown = unionRect(grown, parts[at]!)
    parts.splice(at, 1)
    at = overlapping(parts, grown)
  }
  parts.push(grown)
}

function overlapping(parts: readonly Rect[], rect: Rect): number {
  return parts.findIndex((part) => !isEmptyRect(intersectRect(part, rect)))
}

function keyOf(column: number, row: number): string {
  return `${column} ${row}`
}
