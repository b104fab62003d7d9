// Two patches as one that does what they do one after the other. It keeps each pixel that either tells of once: as it
// was before the first, and as it is after the second. Only parts of them that overlap are looked into.

import { createByteWriter } from '../bytes/byte-stream.ts'
import { disjointRects } from '../geometry/disjoint-rects.ts'
import type { Patch, PlaneChange } from './patch.ts'
import type { Rect } from '../geometry/rect.ts'
import { intersectRect, isEmptyRect, unionRect } from '../geometry/rect.ts'
import { decodeRuns, encodeRuns, splitRuns } from '../bytes/run-length.ts'

/** `second` was made on what `first` has left. */
export function joinPatches(first: Patch, second: Patch): Patch {
  const rect = unionRect(first.rect, second.rect)
  const labels = told(joinParts(partsOf(first, first.rect), partsOf(second, second.rect)))
  const provenance = [first, second].flatMap((patch) =>
    patch.provenance === undefined ? [] : [partsOf(patch.provenance, patch.rect)],
  )
  if (provenance.length === 0) return { rect, ...labels }
  return { rect, ...labels, provenance: told(provenance.reduce(joinParts)) }
}

/** One part and its runs. */
interface PartChange extends Required<Pick<PlaneChange, 'before' | 'after'>> {
  readonly rect: Rect
}

function partsOf({ before, after, parts }: PlaneChange, rect: Rect): PartChange[] {
  if (parts === undefined) return [{ rect, before, after }]
  const areas = parts.map(({ width, height }) => width * height)
  const [olds, news] = [splitRuns(before, areas), splitRuns(after, areas)]
  return parts.map((part, at) => ({ rect: part, before: olds[at]!, after: news[at]! }))
}

function told(parts: readonly PartChange[]): Required<PlaneChange> {
  return {
    parts: parts.map(({ rect }) => rect),
    before: joined(parts.map(({ before }) => before)),
    after: joined(parts.map(({ after }) => after)),
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const writer = createByteWriter()
  for (const piece of pieces) writer.raw(piece)
  return writer.finish()
}

function joinParts(first: readonly PartChange[], second: readonly PartChange[]): PartChange[] {
  const isTouched = (part: PartChange, others: readonly PartChange[]): boolean =>
    others.some(({ rect }) => !isEmptyRect(intersectRect(part.rect, rect)))
  const both = [
    [first, second],
    [second, first],
  ] as const
  const apart = both.flatMap(([own, others]) => own.filter((part) => !isTouched(part, others)))
  const [older = [], newer = []] = both.map(([own, others]) =>
    own.filter((part) => isTouched(part, others)),
  )
  return [...apart, ...mixParts(older, newer)]
}

function mixParts(older: readonly PartChange[], newer: readonly PartChange[]): PartChange[] {
  const rects = disjointRects([...older, ...newer].map(({ rect }) => rect)).flatMap(smallRects)
  if (rects.length === 0) return []
  const box = rects.reduce(unionRect)
  const pixels = new Uint8Array(box.width * box.height)
  for (const { rect, before } of [...newer, ...older]) lay(pixels, box, rect, before)
  const olds = rects.map((rect) => encodeRect(pixels, box, rect))
  for (const { rect, after } of [...older, ...newer]) lay(pixels, box, rect, after)
  return rects.map((rect, at) => ({
    rect,
    before: olds[at]!,
    after: encodeRect(pixels, box, rect),
  }))
}

/** Longest side of a part that was mixed: the next patch mixes with as little as it touches. */
const SIDE = 256

/** Cut where multiples of SIDE are. */
function smallRects({ x, y, width, height }: Rect): Rect[] {
  const cut = (from: number, length: number): [start: number, end: number][] => {
    const spans: [number, number][] = []
    for (let start = from; start < from + length; start = spans.at(-1)![1])
      spans.push([start, Math.min(from + length, (Math.floor(start / SIDE) + 1) * SIDE)])
    return spans
  }
  return cut(y, height).flatMap(([top, bottom]) =>
    cut(x, width).map(([left, right]) => ({
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
    })),
  )
}

/** `pixels`: those of `box`, which holds `rect`. */
function lay(pixels: Uint8Array, box: Rect, rect: Rect, runs: Uint8Array): void {
  const values = decodeRuns(runs, rect.width * rect.height)
  for (let row = 0; row < rect.height; row++) {
    const from = values.subarray(row * rect.width, (row + 1) * rect.width)
    pixels.set(from, (rect.y - box.y + row) * box.width + rect.x - box.x)
  }
}

function encodeRect(pixels: Uint8Array, box: Rect, rect: Rect): Uint8Array {
  const values = new Uint8Array(rect.width * rect.height)
  for (let row = 0; row < rect.height; row++) {
    const from = (rect.y - box.y + row) * box.width + rect.x - box.x
    values.set(pixels.subarray(from, from + rect.width), row * rect.width)
  }
  return encodeRuns(values)
}
