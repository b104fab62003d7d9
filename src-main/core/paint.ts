// What painting means for every tool: which value, which pixels are allowed, what is told before the
// first pixel changes. Brush, polygon and flood fill only decide which spans of pixels to offer.

import type { BitPlane } from './bit-plane.ts'
import { getBit, setBitSpan } from './bit-plane.ts'
import { invariant } from './errors.ts'
import type { LabelMap } from './label-map.ts'
import type { Rect } from './rect.ts'

export interface PaintRule {
  /** The value to write: 0..20 or 255. */
  readonly value: number
  /** Pixels whose present value gives false keep it (class locks, "only background"). */
  readonly canPaint?: (existing: number) => boolean
  /** Pixels with a set bit keep their value (locked regions; the touched plane = "only unlabelled"). */
  readonly lock?: BitPlane
  /** Gets `touchedTo` (default true) at each painted pixel. */
  readonly touched?: BitPlane
  readonly touchedTo?: boolean
  /** Told once, with all pixels that may change, before any does: `PatchRecorder.beforePaint`. */
  readonly beforePaint?: (rect: Rect) => void
}

/** Paints pixels x0..x1, both inclusive and inside the image, of row y. */
export type SpanPainter = (y: number, x0: number, x1: number) => void

/** A span painter for one gesture step. `canPaint` is asked once for each value, not for each pixel. */
export function createSpanPainter(labelMap: LabelMap, rule: PaintRule): SpanPainter {
  const { data, width } = labelMap
  const { value, touched, lock, canPaint } = rule
  const touchedTo = rule.touchedTo ?? true
  requireSameSize(labelMap, touched, 'touched plane')
  requireSameSize(labelMap, lock, 'lock plane')

  if (lock === undefined && canPaint === undefined) {
    return (y, x0, x1) => {
      data.fill(value, y * width + x0, y * width + x1 + 1)
      if (touched !== undefined) setBitSpan(touched, y, x0, x1, touchedTo)
    }
  }

  const allowed = allowedValues(canPaint)
  const isLocked = (x: number, y: number): boolean => lock !== undefined && getBit(lock, x, y)
  return (y, x0, x1) => {
    const row = y * width
    let x = x0
    while (x <= x1) {
      while (x <= x1 && (allowed[data[row + x]!] === 0 || isLocked(x, y))) x++
      const start = x
      while (x <= x1 && allowed[data[row + x]!] === 1 && !isLocked(x, y)) x++
      if (start === x) break
      data.fill(value, row + start, row + x)
      if (touched !== undefined) setBitSpan(touched, y, start, x - 1, touchedTo)
    }
  }
}

function allowedValues(canPaint: PaintRule['canPaint']): Uint8Array {
  const allowed = new Uint8Array(256).fill(1)
  if (canPaint === undefined) return allowed
  for (let existing = 0; existing < 256; existing++) allowed[existing] = canPaint(existing) ? 1 : 0
  return allowed
}

function requireSameSize(labelMap: LabelMap, plane: BitPlane | undefined, what: string): void {
  if (plane === undefined) return
  invariant(
    plane.width === labelMap.width && plane.height === labelMap.height,
    `${what} ${plane.width}x${plane.height} differs from label map ${labelMap.width}x${labelMap.height}`,
  )
}
