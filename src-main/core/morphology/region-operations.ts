// Mask surgery: what one may do to a region or to all pixels of a class, as proposals. Nothing here is
// ever applied unseen.

import { IGNORE_INDEX } from '../classes.ts'
import type { Region } from '../flood-fill.ts'
import type { LabelMap } from '../label-map.ts'
import { maskOfRegion } from '../pixel-mask.ts'
import type { PixelMask } from '../pixel-mask.ts'
import { createProposal } from '../proposal.ts'
import type { Proposal } from '../proposal.ts'
import { EMPTY_RECT, isEmptyRect } from '../rect.ts'
import { findComponents, writeComponents } from './components.ts'
import { majorityMask } from './majority.ts'
import { NOWHERE, nearestPixels } from './nearest-pixel.ts'
import { grownMask, shrunkMask } from './resize-region.ts'

interface Operation {
  /** What the amount counts: an area, a distance, the side of a window; nothing. */
  readonly unit: 'area' | 'radius' | 'window' | 'none'
  /** The pixels of the set afterwards. The window reaches at least `amount` + 1 pixels beyond the set. */
  readonly run: (mask: PixelMask, amount: number) => PixelMask
}

const OPERATIONS = {
  fillHoles: { unit: 'area', run: withoutHoles },
  removeIslands: { unit: 'area', run: withoutIslands },
  keepLargest: { unit: 'none', run: largestIsland },
  grow: { unit: 'radius', run: grownMask },
  shrink: { unit: 'radius', run: shrunkMask },
  smooth: { unit: 'window', run: majorityMask },
  open: { unit: 'radius', run: (mask, radius) => grownMask(shrunkMask(mask, radius), radius) },
  close: { unit: 'radius', run: closedMask },
  voidRing: { unit: 'radius', run: grownMask },
} satisfies Record<string, Operation>

export type RegionOperation = keyof typeof OPERATIONS
export const REGION_OPERATIONS = Object.keys(OPERATIONS) as RegionOperation[]

export function amountUnit(operation: RegionOperation): Operation['unit'] {
  return OPERATIONS[operation].unit
}

export interface RegionRequest {
  readonly operation: RegionOperation
  /** Pixels: an area, a radius or an odd window side, see `amountUnit`. */
  readonly amount: number
}

/**
 * What the operation would change. Pixels that join get the region's value (void, for a ring); pixels that
 * leave get the value of the nearest pixel outside, as if the neighbours had grown over them.
 */
export function proposeOperation(
  labelMap: LabelMap,
  region: Region,
  { operation, amount }: RegionRequest,
): Proposal {
  if (isEmptyRect(region.rect)) return createProposal(EMPTY_RECT)
  const { unit, run }: Operation = OPERATIONS[operation]
  const margin = unit === 'radius' || unit === 'window' ? Math.ceil(amount) + 1 : 1
  const before = maskOfRegion(region, margin, labelMap)
  const after = run(before, amount)
  const proposal = createProposal(before.rect)
  const joining = operation === 'voidRing' ? IGNORE_INDEX : region.value
  let isLeft = false
  for (let i = 0; i < after.data.length; i++) {
    if (after.data[i] === before.data[i]) continue
    if (after.data[i] === 1) proposal.values[i] = joining
    else isLeft = true
  }
  if (isLeft) giveToNeighbours(labelMap, { before, after, proposal })
  return proposal
}

interface Leaving {
  readonly before: PixelMask
  readonly after: PixelMask
  readonly proposal: Proposal
}

function giveToNeighbours(labelMap: LabelMap, { before, after, proposal }: Leaving): void {
  const { x, y, width } = before.rect
  const nearest = nearestPixels(before, 0)
  for (let i = 0; i < nearest.length; i++) {
    if (before.data[i] === 0 || after.data[i] === 1) continue
    const near = nearest[i]!
    const from = (y + Math.floor(near / width)) * labelMap.width + x + (near % width)
    // A set that covers the whole photo has no neighbours: what leaves it is background.
    proposal.values[i] = near === NOWHERE ? 0 : labelMap.data[from]!
  }
}

/** A hole is a 4-connected part of the outside that does not reach the photo's edge. */
function withoutHoles(mask: PixelMask, largest: number): PixelMask {
  const outside = findComponents(mask, 0)
  const filled = { rect: mask.rect, data: mask.data.slice() }
  writeComponents(
    filled,
    outside,
    1,
    (component) => outside.touchesEdge[component] === 0 && outside.areas[component]! <= largest,
  )
  return filled
}

function withoutIslands(mask: PixelMask, largest: number): PixelMask {
  const islands = findComponents(mask, 1)
  const kept = { rect: mask.rect, data: mask.data.slice() }
  writeComponents(kept, islands, 0, (component) => islands.areas[component]! <= largest)
  return kept
}

/** Of equally large islands the first from the top stays. */
function largestIsland(mask: PixelMask): PixelMask {
  const islands = findComponents(mask, 1)
  const largest = islands.areas.indexOf(islands.areas.reduce((a, b) => Math.max(a, b), 0))
  const kept = { rect: mask.rect, data: mask.data.slice() }
  writeComponents(kept, islands, 0, (component) => component !== largest)
  return kept
}

/** Closing never takes a pixel away, not even at the photo's edge. */
function closedMask(mask: PixelMask, radius: number): PixelMask {
  const closed = shrunkMask(grownMask(mask, radius), radius)
  return { rect: mask.rect, data: closed.data.map((value, i) => value | mask.data[i]!) }
}
