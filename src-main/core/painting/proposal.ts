// What a tool would change: a new value for some pixels of a rectangle. A proposal is shown first and
// painted as one gesture when a person accepts it; until then the label map is as it was.

import { endOfRun, wordsOf } from '../bytes/byte-runs.ts'
import type { LabelMap } from '../labels/label-map.ts'
import type { PaintRule } from './paint.ts'
import { createSpanPainter } from './paint.ts'
import type { SpanPainter } from './paint.ts'
import type { PixelMask } from '../geometry/pixel-mask.ts'
import type { Rect } from '../geometry/rect.ts'
import { EMPTY_RECT, isEmptyRect, unionRect } from '../geometry/rect.ts'

/** Marks a pixel that keeps its value. No class has this number. */
export const KEEP = 254

export interface Proposal {
  /** Inside the image; empty when nothing is proposed. */
  readonly rect: Rect
  /** For each pixel of the rectangle, row by row, its new value or KEEP. */
  readonly values: Uint8Array
}

/** A proposal that keeps every pixel. */
export function createProposal(rect: Rect): Proposal {
  return { rect, values: new Uint8Array(rect.width * rect.height).fill(KEEP) }
}

/** Gives every pixel of the mask the same value. */
export function proposalOfMask({ rect, data }: PixelMask, value: number): Proposal {
  const proposal = createProposal(rect)
  const words = wordsOf(data)
  for (let at = 0, end = 0; at < data.length; at = end) {
    end = endOfRun(data, words, at)
    if (data[at] === 1) proposal.values.fill(value, at, end)
  }
  return proposal
}

/** Both proposals in one; where both change a pixel, the second one counts. */
export function unitedProposals(first: Proposal, second: Proposal): Proposal {
  const united = createProposal(unionRect(first.rect, second.rect))
  for (const { rect, values } of [first, second]) {
    for (let y = 0; y < rect.height; y++) {
      const to = (rect.y - united.rect.y + y) * united.rect.width + rect.x - united.rect.x
      for (let x = 0; x < rect.width; x++) {
        const value = values[y * rect.width + x]!
        if (value !== KEEP) united.values[to + x] = value
      }
    }
  }
  return united
}

/** The value a proposal gives to pixel (x, y), or KEEP. */
export function proposedValue({ rect, values }: Proposal, x: number, y: number): number {
  const column = x - rect.x
  const row = y - rect.y
  if (column < 0 || row < 0 || column >= rect.width || row >= rect.height) return KEEP
  return values[row * rect.width + column]!
}

export interface CheckedProposal extends Proposal {
  /** How many pixels will change. */
  readonly pixelCount: number
}

/** Whether a pixel of value `existing` may become `value`: locks and the paint mode. */
export type MayPaint = (value: number, existing: number) => boolean

/** The part of a proposal that changes pixels and is allowed to, with its size in pixels. */
export function checkProposal(
  labelMap: LabelMap,
  proposal: Proposal,
  mayPaint: MayPaint,
): CheckedProposal {
  const { rect } = proposal
  const allowed = allowedPairs(mayPaint)
  const values = proposal.values.slice()
  const words = wordsOf(values)
  const existing = labelMap.data
  const existingWords = wordsOf(existing)
  let pixelCount = 0

  /** Pixels `at`..`end` of the proposal, all of one value and in one row. */
  function checkRun(at: number, end: number, shift: number): void {
    const value = values[at]!
    for (let from = at, to = at; from < end; from = to) {
      to = endOfRun(existing, existingWords, from + shift, end + shift) - shift
      const present = existing[from + shift]!
      if (value === present || allowed(value, present) === 0) values.fill(KEEP, from, to)
      else pixelCount += to - from
    }
  }

  for (let y = 0; y < rect.height; y++) {
    const row = y * rect.width
    const shift = (rect.y + y) * labelMap.width + rect.x - row
    for (let at = row, end = row; at < row + rect.width; at = end) {
      end = endOfRun(values, words, at, row + rect.width)
      if (values[at] !== KEEP) checkRun(at, end, shift)
    }
  }
  return { rect, values, pixelCount }
}

/** `mayPaint`, asked once for each pair of values. */
function allowedPairs(mayPaint: MayPaint): (value: number, existing: number) => number {
  const rows: (Uint8Array | undefined)[] = []
  return (value, existing) => {
    rows[value] ??= Uint8Array.from({ length: 256 }, (_, other) => (mayPaint(value, other) ? 1 : 0))
    return rows[value][existing]!
  }
}

/** Paints a proposal; `rule` is asked for each value that occurs. Returns the rectangle offered. */
export function paintProposal(
  labelMap: LabelMap,
  { rect, values }: Proposal,
  rule: (value: number) => PaintRule,
): Rect {
  if (isEmptyRect(rect)) return EMPTY_RECT
  const painters = new Map<number, SpanPainter>()
  const words = wordsOf(values)
  for (let y = 0; y < rect.height; y++) {
    const row = y * rect.width
    for (let at = row, end = row; at < row + rect.width; at = end) {
      const value = values[at]!
      end = endOfRun(values, words, at, row + rect.width)
      if (value !== KEEP) painterOf(value)(rect.y + y, rect.x + at - row, rect.x + end - 1 - row)
    }
  }
  return rect

  function painterOf(value: number): SpanPainter {
    const known = painters.get(value)
    if (known !== undefined) return known
    const valueRule = rule(value)
    valueRule.beforePaint?.(rect)
    const painter = createSpanPainter(labelMap, valueRule)
    painters.set(value, painter)
    return painter
  }
}
