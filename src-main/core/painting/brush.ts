// Rasterises one brush segment: the area swept by a round or square tip from one point to the next.
// Points are in image pixels with (0, 0) at the top left corner, so pixel (x, y) has its centre at
// (x + 0.5, y + 0.5). A pixel is painted when its centre is in the swept area.

import type { LabelMap } from '../labels/label-map.ts'
import type { PaintRule } from './paint.ts'
import { createSpanPainter } from './paint.ts'
import type { Rect } from '../geometry/rect.ts'
import { EMPTY_RECT, clipRect, isEmptyRect } from '../geometry/rect.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface BrushSegment {
  readonly from: Point
  /** Equal to `from` for a single dab. */
  readonly to: Point
  /** Half the tip's width in image pixels, possibly fractional; below 0.5 it counts as 0.5. */
  readonly radius: number
  readonly tip: 'round' | 'square'
}

/**
 * Paints a segment and returns the rectangle of pixels offered (empty when outside the image).
 * The pixels under both end points are always painted, and consecutive segments leave no gap.
 */
export function paintSegment(labelMap: LabelMap, segment: BrushSegment, rule: PaintRule): Rect {
  const bounds = segmentBounds(segment, labelMap.width, labelMap.height)
  if (isEmptyRect(bounds)) return EMPTY_RECT
  rule.beforePaint?.(bounds)
  const paint = createSpanPainter(labelMap, rule)
  const spanAt = segment.tip === 'round' ? roundSpan : squareSpan
  const xMin = bounds.x
  const xMax = bounds.x + bounds.width - 1
  for (let y = bounds.y; y < bounds.y + bounds.height; y++) {
    const [left, right] = spanAt(segment, y + 0.5)
    const x0 = Math.max(xMin, Math.ceil(left - 0.5))
    const x1 = Math.min(xMax, Math.floor(right - 0.5))
    if (x0 <= x1) paint(y, x0, x1)
  }
  for (const end of [segment.from, segment.to]) {
    const x = Math.floor(end.x)
    const y = Math.floor(end.y)
    if (x >= 0 && y >= 0 && x < labelMap.width && y < labelMap.height) paint(y, x, x)
  }
  return bounds
}

/** The pixels a segment may paint, inside an image of this size. */
export function segmentBounds(segment: BrushSegment, width: number, height: number): Rect {
  const radius = tipRadius(segment)
  const { from, to } = segment
  const x = Math.floor(Math.min(from.x, to.x) - radius)
  const y = Math.floor(Math.min(from.y, to.y) - radius)
  const right = Math.floor(Math.max(from.x, to.x) + radius)
  const bottom = Math.floor(Math.max(from.y, to.y) + radius)
  return clipRect({ x, y, width: right - x + 1, height: bottom - y + 1 }, width, height)
}

function tipRadius(segment: BrushSegment): number {
  return Math.max(0.5, segment.radius)
}

type Interval = readonly [left: number, right: number]

const NOTHING: Interval = [Infinity, -Infinity]

/** A capsule is convex: a row meets it in one interval, the hull of both discs' and the body's. */
function roundSpan(segment: BrushSegment, y: number): Interval {
  const { from, to } = segment
  const radius = tipRadius(segment)
  let [left, right] = bodySpan(segment, y)
  for (const end of [from, to]) {
    const height = y - end.y
    const square = radius * radius - height * height
    if (square < 0) continue
    const half = Math.sqrt(square)
    left = Math.min(left, end.x - half)
    right = Math.max(right, end.x + half)
  }
  return [left, right]
}

/** Row y inside the rectangle around the segment: |across| <= r L and 0 <= along <= L^2. */
function bodySpan(segment: BrushSegment, y: number): Interval {
  const { from, to } = segment
  const dx = to.x - from.x
  const dy = to.y - from.y
  const length = Math.hypot(dx, dy)
  if (length === 0) return NOTHING
  const height = y - from.y
  const reach = tipRadius(segment) * length
  const across = solveBetween(dy, height * dx - reach, height * dx + reach)
  const along = solveBetween(dx, -height * dy, length * length - height * dy)
  const left = from.x + Math.max(across[0], along[0])
  const right = from.x + Math.min(across[1], along[1])
  return left <= right ? [left, right] : NOTHING
}

/** The x with low <= factor * x <= high. */
function solveBetween(factor: number, low: number, high: number): Interval {
  if (factor === 0) return low <= 0 && high >= 0 ? [-Infinity, Infinity] : NOTHING
  return factor > 0 ? [low / factor, high / factor] : [high / factor, low / factor]
}

/** A square swept along a line: the part of the line within r rows of y, widened by r. */
function squareSpan(segment: BrushSegment, y: number): Interval {
  const { from, to } = segment
  const radius = tipRadius(segment)
  const [start, end] = solveBetween(to.y - from.y, y - radius - from.y, y + radius - from.y)
  const t0 = Math.max(0, start)
  const t1 = Math.min(1, end)
  if (t0 > t1) return NOTHING
  const xs = [from.x + t0 * (to.x - from.x), from.x + t1 * (to.x - from.x)] as const
  return [Math.min(...xs) - radius, Math.max(...xs) + radius]
}
