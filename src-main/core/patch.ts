// A patch: what one gesture changed, as packed pixels before and after. It is the only currency of
// editing: painted, undone, journalled and sent over the wire alike.

import { StudioError } from './errors.ts'
import { said } from './said.ts'
import type { LabelMap } from './label-map.ts'
import type { ImageSize } from './pixel-mask.ts'
import type { ProvenancePlane } from './provenance.ts'
import type { Rect } from './rect.ts'
import { containsRect } from './rect.ts'
import { decodeRuns } from './run-length.ts'

/** Run-length coded pixels of a rectangle, row by row. */
export interface PlaneChange {
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
  const area = rect.width * rect.height
  const labels = decodeRuns(patch.after, area)
  const sources = patch.provenance === undefined ? null : decodeRuns(patch.provenance.after, area)
  writeRect(labelMap, rect, labels)
  if (provenance !== undefined && sources !== null) writeRect(provenance, rect, sources)
  return rect
}

function writeRect(plane: LabelMap | ProvenancePlane, rect: Rect, pixels: Uint8Array): void {
  for (let row = 0; row < rect.height; row++) {
    const values = pixels.subarray(row * rect.width, (row + 1) * rect.width)
    plane.data.set(values, (rect.y + row) * plane.width + rect.x)
  }
}

/** Throws `corrupt` when the patch cannot be applied to, or undone on, an image of this size. */
export function checkPatch(patch: Patch, size: ImageSize): void {
  requireInside(size, patch.rect)
  const area = patch.rect.width * patch.rect.height
  for (const change of [patch, patch.provenance]) {
    if (change === undefined) continue
    decodeRuns(change.before, area)
    decodeRuns(change.after, area)
  }
}

/** The patch that undoes this one. Shares the bytes. */
export function invertPatch({ rect, before, after, provenance }: Patch): Patch {
  const swapped = { rect, before: after, after: before }
  if (provenance === undefined) return swapped
  return { ...swapped, provenance: { before: provenance.after, after: provenance.before } }
}

const OBJECT_BYTES = 200

/** Memory of a patch in bytes: its pixels plus a flat estimate for the objects around them. */
export function patchBytes(patch: Patch): number {
  const { provenance } = patch
  const sources = provenance === undefined ? 0 : provenance.before.length + provenance.after.length
  return OBJECT_BYTES + patch.before.length + patch.after.length + sources
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
