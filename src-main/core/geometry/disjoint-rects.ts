// Rectangles that may overlap, cut into ones that do not: the same pixels, each told once.

import type { Rect } from './rect.ts'
import { isEmptyRect } from './rect.ts'

interface Span {
  readonly x: number
  readonly end: number
}

/** From top to bottom, then from left to right. Costs the number of rectangles squared at worst. */
export function disjointRects(rects: readonly Rect[]): Rect[] {
  const filled = rects.filter((rect) => !isEmptyRect(rect)).sort((a, b) => a.y - b.y)
  const edges = [...new Set(filled.flatMap(({ y, height }) => [y, y + height]))].sort(
    (a, b) => a - b,
  )
  const cut: Rect[] = []
  /** Those of the band above, which grow when this one has the same spans. */
  let above: Rect[] = []
  edges.forEach((y, at) => {
    const end = edges[at + 1]
    if (end === undefined) return
    const spans = spansOf(filled.filter((rect) => rect.y <= y && rect.y + rect.height >= end))
    const isSame =
      spans.length === above.length &&
      spans.every(({ x, end: right }, i) => above[i]!.x === x && above[i]!.width === right - x)
    if (isSame) above = above.map((rect) => ({ ...rect, height: end - rect.y }))
    else {
      cut.push(...above)
      above = spans.map(({ x, end: right }) => ({ x, y, width: right - x, height: end - y }))
    }
  })
  return [...cut, ...above]
}

/** What the rectangles cover of a row that all of them cross, from left to right. */
function spansOf(rects: readonly Rect[]): Span[] {
  const spans: Span[] = []
  for (const { x, width } of rects.toSorted((a, b) => a.x - b.x)) {
    const last = spans.at(-1)
    if (last === undefined || last.end < x) spans.push({ x, end: x + width })
    else spans.splice(-1, 1, { x: last.x, end: Math.max(last.end, x + width) })
  }
  return spans
}
