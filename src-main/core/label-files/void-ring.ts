// A ring of void around every object, for a mask that leaves the studio: edges are where people and tools disagree.
// The mask that it was made from stays as it is.

import { IGNORE_INDEX } from '../labels/classes.ts'
import { findAllOf } from '../painting/flood-fill.ts'
import { copyLabelMap, countValues, presentClasses } from '../labels/label-map.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { proposeOperation } from '../morphology/region-operations.ts'
import { paintProposal } from '../painting/proposal.ts'

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
  for (const value of presentClasses(labelMap)) {
    if (value === 0) continue
    const region = findAllOf(labelMap, value)
    const ring = proposeOperation(labelMap, region, { operation: 'voidRing', amount: widthPx })
    paintProposal(ringed, ring, (proposed) => ({ value: proposed }))
  }
  return { labelMap: ringed, ringPixels: voidPixels(ringed) - voidPixels(labelMap) }
}

function voidPixels(labelMap: LabelMap): number {
  return countValues(labelMap)[IGNORE_INDEX] ?? 0
}
