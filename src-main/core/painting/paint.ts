// What painting means for every tool: which value, which pixels are allowed, who is said to have painted, what
// is told before the first pixel changes. Brush, polygon and flood fill only decide which spans to offer.

import { endOfRun, wordsOf } from '../bytes/byte-runs.ts'
import { invariant } from '../errors.ts'
import type { LabelMap } from '../labels/label-map.ts'
import type { Provenance, ProvenancePlane } from '../labels/provenance.ts'
import type { Rect } from '../geometry/rect.ts'

export interface PaintRule {
  /** The value to write: 0..20, 255, or UNLABELLED while editing. */
  readonly value: number
  /** Pixels whose present value gives false keep it (class locks, paint modes). */
  readonly canPaint?: (existing: number) => boolean
  /** Gets `source` at each painted pixel. */
  readonly provenance?: { readonly plane: ProvenancePlane; readonly source: Provenance }
  /** Told once, with all pixels that may change, before any does: `PatchRecorder.beforePaint`. */
  readonly beforePaint?: (rect: Rect) => void
}

/** Paints pixels x0..x1, both inclusive and inside the image, of row y. */
export type SpanPainter = (y: number, x0: number, x1: number) => void

/** A span painter for one gesture step. `canPaint` is asked once for each value, not for each pixel. */
export function createSpanPainter(labelMap: LabelMap, rule: PaintRule): SpanPainter {
  const { data, width } = labelMap
  const paint = createFiller(labelMap, rule)
  if (rule.canPaint === undefined) {
    return (y, x0, x1) => paint(y * width + x0, y * width + x1 + 1)
  }
  const allowed = allowedValues(rule.canPaint)
  const words = wordsOf(data)
  return (y, x0, x1) => {
    const end = y * width + x1 + 1
    let i = y * width + x0
    while (i < end) {
      while (i < end && allowed[data[i]!] === 0) i = endOfRun(data, words, i, end)
      const start = i
      while (i < end && allowed[data[i]!] === 1) i = endOfRun(data, words, i, end)
      if (start < i) paint(start, i)
    }
  }
}

/** Writes value and provenance to the pixels from `start` to before `end`. */
function createFiller(
  labelMap: LabelMap,
  { value, provenance }: PaintRule,
): (start: number, end: number) => void {
  const { data } = labelMap
  if (provenance === undefined) return (start, end) => void data.fill(value, start, end)
  const { plane, source } = provenance
  invariant(
    plane.width === labelMap.width && plane.height === labelMap.height,
    `provenance ${plane.width}x${plane.height} differs from label map ${labelMap.width}x${labelMap.height}`,
  )
  return (start, end) => {
    data.fill(value, start, end)
    plane.data.fill(source, start, end)
  }
}

function allowedValues(canPaint: (existing: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, existing) => (canPaint(existing) ? 1 : 0))
}
