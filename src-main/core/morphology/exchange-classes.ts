// Gives regions another class, or swaps two classes everywhere: the cure for a class that was confused all along.

import type { Region } from '../painting/flood-fill.ts'
import type { LabelMap } from '../labels/label-map.ts'
import { createProposal } from '../painting/proposal.ts'
import type { Proposal } from '../painting/proposal.ts'

/** Every pixel of the region gets the class `other`. */
export function proposeRelabelling({ rect, spans }: Region, other: number): Proposal {
  const proposal = createProposal(rect)
  for (let i = 0; i < spans.length; i += 3) {
    const row = (spans[i]! - rect.y) * rect.width - rect.x
    proposal.values.fill(other, row + spans[i + 1]!, row + spans[i + 2]! + 1)
  }
  return proposal
}

/** All pixels of either class get the other one. */
export function proposeSwap(
  { width, height, data }: LabelMap,
  one: number,
  other: number,
): Proposal {
  const proposal = createProposal({ x: 0, y: 0, width, height })
  for (let i = 0; i < data.length; i++) {
    const value = data[i]
    if (value === one) proposal.values[i] = other
    else if (value === other) proposal.values[i] = one
  }
  return proposal
}
