// Mask surgery: what one may do to a region or to all pixels of a class, as proposals. Nothing here is
// ever applied unseen.

import { IGNORE_INDEX } from '../labels/classes.ts'
import type { Region } from '../painting/flood-fill.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { maskOfRegion } from '../geometry/pixel-mask.ts'
import type { PixelMask } from '../geometry/pixel-mask.ts'
import { createProposal, proposalOfMask } from '../painting/proposal.ts'
import type { Proposal } from '../painting/proposal.ts'
import { EMPTY_RECT, isEmptyRect } from '../geometry/rect.ts'
import { findComponents, writeComponents } from './components.ts'
import { proposeRelabelling, proposeSwap } from './exchange-classes.ts'
import { majorityMask } from './majority.ts'
import { proposeChange } from './propose-change.ts'
import { grownMask, shrunkMask } from './resize-region.ts'

interface SetOperation {
  /** What the amount counts: an area, a distance, the side of a window; nothing. */
  readonly unit: 'area' | 'radius' | 'window' | 'none'
  /** The pixels of the set afterwards. The window reaches at least `amount` + 1 pixels beyond the set. */
  readonly run: (mask: PixelMask, amount: number) => PixelMask
}

interface ClassOperation {
  /** The amount is the value of the other class. */
  readonly unit: 'class'
  readonly propose: (labelMap: LabelMap, region: Region, other: number) => Proposal
}

type Operation = SetOperation | ClassOperation

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
  splitOff: { unit: 'class', propose: splitOff },
  relabel: { unit: 'class', propose: (_, region, other) => proposeRelabelling(region, other) },
  swap: { unit: 'class', propose: (map, { value }, other) => proposeSwap(map, value, other) },
} satisfies Record<string, Operation>

export type RegionOperation = keyof typeof OPERATIONS
export const REGION_OPERATIONS = Object.keys(OPERATIONS) as RegionOperation[]

export function amountUnit(operation: RegionOperation): Operation['unit'] {
  return OPERATIONS[operation].unit
}

export interface RegionRequest {
  readonly operation: RegionOperation
  /** Pixels: an area, a radius or an odd window side; or the other class. See `amountUnit`. */
  readonly amount: number
}

/** What the operation would change. A ring is the void value; every other operation the region's own. */
export function proposeOperation(
  labelMap: LabelMap,
  region: Region,
  { operation, amount }: RegionRequest,
): Proposal {
  const chosen: Operation = OPERATIONS[operation]
  if (chosen.unit === 'class') return chosen.propose(labelMap, region, amount)
  if (isEmptyRect(region.rect)) return createProposal(EMPTY_RECT)
  const { unit, run } = chosen
  const margin = unit === 'radius' || unit === 'window' ? Math.ceil(amount) + 1 : 1
  const before = maskOfRegion(region, margin, labelMap)
  const after = run(before, amount)
  const value = operation === 'voidRing' ? IGNORE_INDEX : region.value
  return proposeChange(labelMap, { before, after, value })
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

/** Every connected part but the largest gets the class `other`. */
function splitOff(labelMap: LabelMap, region: Region, other: number): Proposal {
  const all = maskOfRegion(region, 0, labelMap)
  const largest = largestIsland(all)
  const split = all.data.map((value, i) => value & ~largest.data[i]!)
  return proposalOfMask({ rect: all.rect, data: split }, other)
}

/** Closing never takes a pixel away, not even at the photo's edge. */
function closedMask(mask: PixelMask, radius: number): PixelMask {
  const closed = shrunkMask(grownMask(mask, radius), radius)
  return { rect: mask.rect, data: closed.data.map((value, i) => value | mask.data[i]!) }
}
