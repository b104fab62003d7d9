// Fills polygons by the even-odd rule, holes included as further rings. Same coordinates as the
// brush: a pixel is inside when its centre (x + 0.5, y + 0.5) is.

import type { Point } from './brush.ts'
import type { LabelMap } from '../labels/label-map.ts'
import type { PaintRule } from './paint.ts'
import { createSpanPainter } from './paint.ts'
import type { Rect } from '../geometry/rect.ts'
import { EMPTY_RECT, clipRect, isEmptyRect } from '../geometry/rect.ts'

/** Vertices in order; the last joins the first. Fewer than three vertices fill nothing. */
export type Ring = readonly Point[]

/** Paints the inside of all rings together and returns the rectangle of pixels offered. */
export function paintPolygon(labelMap: LabelMap, rings: readonly Ring[], rule: PaintRule): Rect {
  const bounds = polygonBounds(rings, labelMap.width, labelMap.height)
  if (isEmptyRect(bounds)) return EMPTY_RECT
  rule.beforePaint?.(bounds)
  const paint = createSpanPainter(labelMap, rule)
  const { starts, crossings } = crossingsByRow(rings, bounds)
  const xMax = labelMap.width - 1
  for (let row = 0; row < bounds.height; row++) {
    const sorted = crossings.subarray(starts[row], starts[row + 1]).sort()
    for (let i = 0; i + 1 < sorted.length; i += 2) {
      const x0 = Math.max(0, Math.ceil(sorted[i]! - 0.5))
      const x1 = Math.min(xMax, Math.ceil(sorted[i + 1]! - 0.5) - 1)
      if (x0 <= x1) paint(bounds.y + row, x0, x1)
    }
  }
  return bounds
}

/** The pixels a polygon may paint, inside an image of this size. */
export function polygonBounds(rings: readonly Ring[], width: number, height: number): Rect {
  let left = Infinity
  let top = Infinity
  let right = -Infinity
  let bottom = -Infinity
  for (const ring of rings) {
    if (ring.length < 3) continue
    for (const { x, y } of ring) {
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  if (left > right) return EMPTY_RECT
  const x = Math.floor(left)
  const y = Math.floor(top)
  return clipRect(
    { x, y, width: Math.floor(right) - x + 1, height: Math.floor(bottom) - y + 1 },
    width,
    height,
  )
}

interface RowCrossings {
  /** Row r owns crossings[starts[r] .. starts[r + 1]). */
  readonly starts: Int32Array
  readonly crossings: Float64Array
}

/** The x of every edge at every row centre, by counting first and filling second. */
function crossingsByRow(rings: readonly Ring[], bounds: Rect): RowCrossings {
  const starts = new Int32Array(bounds.height + 1)
  forEachCrossing(rings, bounds, (row) => {
    starts[row + 1]!++
  })
  for (let row = 0; row < bounds.height; row++) starts[row + 1]! += starts[row]!
  const crossings = new Float64Array(starts[bounds.height]!)
  const next = starts.slice()
  forEachCrossing(rings, bounds, (row, x) => {
    crossings[next[row]!++] = x
  })
  return { starts, crossings }
}

/** An edge owns its upper end and not its lower one, so a shared vertex counts once. */
function forEachCrossing(
  rings: readonly Ring[],
  bounds: Rect,
  visit: (row: number, x: number) => void,
): void {
  for (const ring of rings) {
    if (ring.length < 3) continue
    let previous = ring.at(-1)!
    for (const vertex of ring) {
      const [upper, lower] = previous.y < vertex.y ? [previous, vertex] : [vertex, previous]
      previous = vertex
      const first = Math.max(bounds.y, Math.ceil(upper.y - 0.5))
      const last = Math.min(bounds.y + bounds.height, Math.ceil(lower.y - 0.5))
      const slope = (lower.x - upper.x) / (lower.y - upper.y)
      for (let y = first; y < last; y++) visit(y - bounds.y, upper.x + (y + 0.5 - upper.y) * slope)
    }
  }
}
