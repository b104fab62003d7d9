// A patch: what one gesture changed, as packed pixels before and after. It is the only currency of
// editing: painted, undone, journalled and sent over the wire alike.

import type { BitPlane } from './bit-plane.ts'
import { writeBitRect } from './bit-plane.ts'
import { StudioError } from './errors.ts'
import type { LabelMap } from './label-map.ts'
import type { Rect } from './rect.ts'
import { containsRect } from './rect.ts'
import { decodeRuns } from './run-length.ts'

export interface Patch {
  /** The changed pixels lie inside; never empty. */
  readonly rect: Rect
  /** Run-length coded labels of the rectangle, row by row. */
  readonly before: Uint8Array
  readonly after: Uint8Array
  /** Touched bits of the rectangle, one byte a pixel, run-length coded; present when they changed. */
  readonly touched?: { readonly before: Uint8Array; readonly after: Uint8Array }
}

/**
 * Writes the patch's `after` pixels into the label map (and the touched plane, where given) and returns
 * its rectangle. Throws `corrupt`, changing nothing, when the patch does not fit the image.
 */
export function applyPatch(labelMap: LabelMap, patch: Patch, touched?: BitPlane): Rect {
  const { rect } = patch
  requireInside(labelMap, rect)
  const area = rect.width * rect.height
  const labels = decodeRuns(patch.after, area)
  const bits = patch.touched === undefined ? undefined : decodeRuns(patch.touched.after, area)
  for (let row = 0; row < rect.height; row++) {
    const values = labels.subarray(row * rect.width, (row + 1) * rect.width)
    labelMap.data.set(values, (rect.y + row) * labelMap.width + rect.x)
  }
  if (touched !== undefined && bits !== undefined) writeBitRect(touched, rect, bits)
  return rect
}

/** The patch that undoes this one. Shares the bytes. */
export function invertPatch(patch: Patch): Patch {
  const swapped = { rect: patch.rect, before: patch.after, after: patch.before }
  if (patch.touched === undefined) return swapped
  return { ...swapped, touched: { before: patch.touched.after, after: patch.touched.before } }
}

const OBJECT_BYTES = 200

/** Memory of a patch in bytes: its pixels plus a flat estimate for the objects around them. */
export function patchBytes(patch: Patch): number {
  const touched = patch.touched
  const bits = touched === undefined ? 0 : touched.before.length + touched.after.length
  return OBJECT_BYTES + patch.before.length + patch.after.length + bits
}

function requireInside(labelMap: LabelMap, rect: Rect): void {
  const image = { x: 0, y: 0, width: labelMap.width, height: labelMap.height }
  const isWhole = [rect.x, rect.y, rect.width, rect.height].every((n) => Number.isInteger(n))
  if (isWhole && rect.width > 0 && rect.height > 0 && containsRect(image, rect)) return
  throw new StudioError(
    'corrupt',
    `patch at ${rect.x}, ${rect.y} of ${rect.width}x${rect.height} pixels does not fit the label map ` +
      `of ${labelMap.width}x${labelMap.height}; it belongs to another photo or size`,
  )
}
