// From a set of pixels before and after to the labels that would change.

import type { LabelMap } from '../labels/label-map.ts'
import type { PixelMask } from '../geometry/pixel-mask.ts'
import { createProposal } from '../painting/proposal.ts'
import type { Proposal } from '../painting/proposal.ts'
import { NOWHERE, nearestPixels } from './nearest-pixel.ts'

export interface MaskChange {
  readonly before: PixelMask
  /** In the same window, which reaches at least one pixel beyond both sets where the image does. */
  readonly after: PixelMask
  /** What pixels get that join. */
  readonly value: number
}

/**
 * Pixels that join get the value; pixels that leave get the value of the nearest pixel outside, as if the
 * neighbours had grown over them.
 */
export function proposeChange(labelMap: LabelMap, { before, after, value }: MaskChange): Proposal {
  const proposal = createProposal(before.rect)
  let isLeft = false
  for (let i = 0; i < after.data.length; i++) {
    if (after.data[i] === before.data[i]) continue
    if (after.data[i] === 1) proposal.values[i] = value
    else isLeft = true
  }
  if (isLeft) giveToNeighbours(labelMap, { before, after, values: proposal.values })
  return proposal
}

interface Leaving {
  readonly before: PixelMask
  readonly after: PixelMask
  readonly values: Uint8Array
}

function giveToNeighbours(labelMap: LabelMap, { before, after, values }: Leaving): void {
  const { x, y, width } = before.rect
  const nearest = nearestPixels(before, 0)
  for (let i = 0; i < nearest.length; i++) {
    if (before.data[i] === 0 || after.data[i] === 1) continue
    const near = nearest[i]!
    const from = (y + Math.floor(near / width)) * labelMap.width + x + (near % width)
    // A set that covers the whole photo has no neighbours: what leaves it is background.
    values[i] = near === NOWHERE ? 0 : labelMap.data[from]!
  }
}
