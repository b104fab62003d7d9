// Finds and paints connected regions of one class. Finding is apart from painting, so that a tool can
// show a preview with its pixel count and a recorder can copy the tiles first.

import { invariant } from '../errors.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { nextOf } from '../bytes/next-of.ts'
import type { PaintRule } from './paint.ts'
import { createSpanPainter } from './paint.ts'
import type { Rect } from '../geometry/rect.ts'
import { EMPTY_RECT, isEmptyRect, rectFromCorners } from '../geometry/rect.ts'

export interface Region {
  readonly value: number
  readonly rect: Rect
  readonly pixelCount: number
  /** Triples y, x0, x1 (inclusive), each pixel once. */
  readonly spans: Int32Array
}

/**
 * The 4-connected region of equal value around pixel (x, y), which must be inside. `visited` has a byte for each pixel
 * and gets 1 for those found; who looks for several regions that do not meet gives the same one each time.
 */
export function findRegion(
  labelMap: LabelMap,
  x: number,
  y: number,
  visited: Uint8Array = new Uint8Array(labelMap.width * labelMap.height),
): Region {
  const { width, height, data } = labelMap
  invariant(
    x >= 0 && y >= 0 && x < width && y < height,
    `flood fill: pixel (${x}, ${y}) is outside ${width}x${height}`,
  )
  const value = data[y * width + x]!
  const spans = createSpanList()
  // Runs x0, x1, row, and the span they were found from: its side (row - its row) and its ends.
  const pending = [x, x, y, 0, 1, 0]
  while (pending.length > 0) {
    const [parentX1, parentX0, side] = [pending.pop()!, pending.pop()!, pending.pop()!]
    const row = pending.pop()!
    let [x1, x0] = [pending.pop()!, pending.pop()!]
    const start = row * width
    if (visited[start + x0] === 1) continue
    while (x0 > 0 && data[start + x0 - 1] === value) x0--
    while (x1 < width - 1 && data[start + x1 + 1] === value) x1++
    visited.fill(1, start + x0, start + x1 + 1)
    spans.add(row, x0, x1)
    for (const next of [-1, 1]) {
      if (row + next < 0 || row + next >= height) continue
      if (next !== side) {
        addRuns(x0, x1, row + next, [-next, x0, x1])
      } else {
        addRuns(x0, Math.min(x1, parentX0 - 1), row + next, [-next, x0, x1])
        addRuns(Math.max(x0, parentX1 + 1), x1, row + next, [-next, x0, x1])
      }
    }
  }
  return spans.region(value)

  /** The runs of unvisited equal pixels in x0..x1 of a row. */
  function addRuns(x0: number, x1: number, row: number, parent: readonly number[]): void {
    const start = row * width
    const end = start + x1
    for (let i = start + x0; i <= end; i++) {
      if (data[i] !== value || visited[i] !== 0) continue
      const first = i
      while (i < end && data[i + 1] === value) i++
      pending.push(first - start, i - start, row, ...parent)
    }
  }
}

/** All pixels of one value, connected or not. */
export function findAllOf(labelMap: LabelMap, value: number): Region {
  const { width, data } = labelMap
  const spans = createSpanList()
  let start = nextOf(data, value, 0)
  while (start < data.length) {
    const y = Math.floor(start / width)
    const rowEnd = (y + 1) * width
    let end = start + 1
    while (end < rowEnd && data[end] === value) end++
    spans.add(y, start - y * width, end - 1 - y * width)
    start = nextOf(data, value, end)
  }
  return spans.region(value)
}

/** Paints a region by the rule and returns its rectangle. */
export function paintRegion(labelMap: LabelMap, region: Region, rule: PaintRule): Rect {
  if (isEmptyRect(region.rect)) return EMPTY_RECT
  rule.beforePaint?.(region.rect)
  const paint = createSpanPainter(labelMap, rule)
  const spans = region.spans
  for (let i = 0; i < spans.length; i += 3) paint(spans[i]!, spans[i + 1]!, spans[i + 2]!)
  return region.rect
}

/** Relabels the connected region under pixel (x, y). */
export function floodFill(labelMap: LabelMap, x: number, y: number, rule: PaintRule): Rect {
  return paintRegion(labelMap, findRegion(labelMap, x, y), rule)
}

interface SpanList {
  add(y: number, x0: number, x1: number): void
  region(value: number): Region
}

function createSpanList(): SpanList {
  let spans = new Int32Array(768)
  let size = 0
  let pixelCount = 0
  let left = Infinity
  let right = -Infinity
  let top = Infinity
  let bottom = -Infinity
  return {
    add(y, x0, x1) {
      if (size + 3 > spans.length) {
        const larger = new Int32Array(spans.length * 2)
        larger.set(spans)
        spans = larger
      }
      spans[size++] = y
      spans[size++] = x0
      spans[size++] = x1
      pixelCount += x1 - x0 + 1
      left = Math.min(left, x0)
      right = Math.max(right, x1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    },
    region: (value) => ({
      value,
      rect: rectFromCorners(left, top, right, bottom),
      pixelCount,
      spans: spans.slice(0, size),
    }),
  }
}
