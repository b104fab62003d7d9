// A patch: what one gesture changed, as packed pixels before and after. It is the only currency of
// editing: painted, undone, journalled and sent over the wire alike.

import { StudioError } from '../errors.ts'
import { said } from '../said.ts'
import type { LabelMap } from '../labels/label-map.ts'
import type { ImageSize } from '../geometry/pixel-mask.ts'
import type { ProvenancePlane } from '../labels/provenance.ts'
import type { Rect } from '../geometry/rect.ts'
import { containsRect } from '../geometry/rect.ts'
import { decodeRuns } from '../bytes/run-length.ts'

/** Run-length coded pixels of rectangles, one after the other, each row by row. */
export interface PlaneChange {
  /** The rectangles: they do not overlap and lie in that of the patch, which is meant where there are none. */
  readonly parts?: readonly Rect[]
  readonly before: Uint8Array
  readonly after: Uint8Array
}

/** `before` and `after` are the labels. */
export interface Patch extends PlaneChange {
  /** The changed pixels lie inside; never empty. */
  readonly rect: Rect
  /** Present when who labelled a pixel changed. */
  readonly provenance?: PlaneChange
}

/**
 * Writes the patch's `after` pixels into the label map (and its provenance, where given) and returns
 * its rectangle. Throws `corrupt`, changing nothing, when the patch does not fit the image.
 */
export function applyPatch(labelMap: LabelMap, patch: Patch, provenance?: ProvenancePlane): Rect {
  const { rect } = patch
  requireInside(labelMap, rect)
  const labels = decodedParts(patch, rect)
  const sources = patch.provenance === undefined ? null : decodedParts(patch.provenance, rect)
  writeParts(labelMap, labels)
  if (provenance !== undefined && sources !== null) writeParts(provenance, sources)
  return rect
}

interface DecodedParts {
  readonly parts: readonly Rect[]
  readonly pixels: Uint8Array
}

/** Error: corrupt. */
function decodedParts(change: PlaneChange, rect: Rect): DecodedParts {
  const parts = change.parts ?? [rect]
  return { parts, pixels: decodeRuns(change.after, areaOf(parts, rect)) }
}

/** Error: corrupt when a part lies outside. */
function areaOf(parts: readonly Rect[], rect: Rect): number {
  let area = 0
  for (const part of parts) {
    if (!containsRect(rect, part)) {
      throw new StudioError(
        'corrupt',
        said`patch: its part at ${part.x}, ${part.y} of ${part.width}x${part.height} pixels lies outside of it; it was damaged`,
      )
    }
    area += part.width * part.height
  }
  return area
}

function writeParts(plane: LabelMap | ProvenancePlane, { parts, pixels }: DecodedParts): void {
  let read = 0
  for (const { x, y, width, height } of parts) {
    for (let row = y; row < y + height; row++, read += width)
      plane.data.set(pixels.subarray(read, read + width), row * plane.width + x)
  }
}

/** Throws `corrupt` when the patch cannot be applied to, or undone on, an image of this size. */
export function checkPatch(patch: Patch, size: ImageSize): void {
  requireInside(size, patch.rect)
  for (const change of [patch, patch.provenance]) {
    if (change === undefined) continue
    decodedParts(change, patch.rect)
    decodedParts(swapped(change), patch.rect)
  }
}

/** The patch that undoes this one. Shares the bytes. */
export function invertPatch(patch: Patch): Patch {
  const { provenance } = patch
  const inverse = { ...patch, ...swapped(patch) }
  return provenance === undefined ? inverse : { ...inverse, provenance: swapped(provenance) }
}

function swapped(change: PlaneChange): PlaneChange {
  const { before, after } = change
  return change.parts === undefined
    ? { before: after, after: before }
    : { before: after, after: before, parts: change.parts }
}

const OBJECT_BYTES = 200
const PART_BYTES = 64

/** Memory of a patch in bytes: its pixels plus a flat estimate for the objects around them. */
export function patchBytes(patch: Patch): number {
  const { provenance } = patch
  return (
    OBJECT_BYTES + changeBytes(patch) + (provenance === undefined ? 0 : changeBytes(provenance))
  )
}

function changeBytes({ before, after, parts = [] }: PlaneChange): number {
  return before.length + after.length + parts.length * PART_BYTES
}

function requireInside({ width, height }: ImageSize, rect: Rect): void {
  const image = { x: 0, y: 0, width, height }
  const isWhole = [rect.x, rect.y, rect.width, rect.height].every((n) => Number.isInteger(n))
  if (isWhole && rect.width > 0 && rect.height > 0 && containsRect(image, rect)) return
  throw new StudioError(
    'corrupt',
    said`patch at ${rect.x}, ${rect.y} of ${rect.width}x${rect.height} pixels does not fit the label map
      of ${width}x${height}; it belongs to another photo or size`,
  )
}
