// A ring of void around every object, for a mask that leaves the studio: edges are where people and tools disagree.
// The mask that it was made from stays as it is.

import { IGNORE_INDEX } from '../labels/classes.ts'
import { copyLabelMap, countValues } from '../labels/label-map.ts'
import type { LabelMap } from '../labels/label-map.ts'

/** VOC's own masks have rings of about this width. */
export const WIDEST_RING_PX = 5

export interface RingedLabels {
  readonly labelMap: LabelMap
  /** Pixels that became void. */
  readonly ringPixels: number
}

/**
 * Does to each of the classes 1..20 what "ring of void" does to one of them in the editor: what lies within `widthPx` of its
 * pixels, by exact Euclidean distance of the centres, and is not of it, becomes void. Where two objects touch, each
 * takes its ring from the other. 0 gives the very map.
 */
export function withVoidRing(labelMap: LabelMap, widthPx: number): RingedLabels {
  if (widthPx === 0) return { labelMap, ringPixels: 0 }
  const ringed = copyLabelMap(labelMap)
  const { width, height, data } = labelMap
  const drawDisk = diskDrawer(ringed, labelMap, widthPx)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const value = data[at]
      if (value === 0 || value === IGNORE_INDEX || !isEdge(labelMap, x, y)) continue
      drawDisk(x, y)
    }
  }
  return { labelMap: ringed, ringPixels: voidPixels(ringed) - voidPixels(labelMap) }
}

/** Makes void, around a pixel of a class, what is not of it. */
function diskDrawer(
  { data: ringed }: LabelMap,
  { width, height, data }: LabelMap,
  radiusPx: number,
): (x: number, y: number) => void {
  const reaches = Array.from({ length: 2 * radiusPx + 1 }, (_, row) => {
    return Math.floor(Math.sqrt(radiusPx ** 2 - (row - radiusPx) ** 2))
  })
  return (x, y) => {
    const value = data[y * width + x]
    for (let row = 0; row < reaches.length; row++) {
      const middle = y + row - radiusPx
      if (middle < 0 || middle >= height) continue
      const reach = reaches[row]!
      const end = middle * width + Math.min(width - 1, x + reach)
      for (let i = middle * width + Math.max(0, x - reach); i <= end; i++) {
        if (data[i] !== value) ringed[i] = IGNORE_INDEX
      }
    }
  }
}

/**
 * True beside another value. Only from there a ring is drawn: on a way to a pixel of another value that comes nearer with
 * each step, the last pixel of the class is such a one.
 */
function isEdge({ width, height, data }: LabelMap, x: number, y: number): boolean {
  const at = y * width + x
  const value = data[at]
  return (
    (x > 0 && data[at - 1] !== value) ||
    (x + 1 < width && data[at + 1] !== value) ||
    (y > 0 && data[at - width] !== value) ||
    (y + 1 < height && data[at + width] !== value)
  )
}

function voidPixels(labelMap: LabelMap): number {
  return countValues(labelMap)[IGNORE_INDEX] ?? 0
}
