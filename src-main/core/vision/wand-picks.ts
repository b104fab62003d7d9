// Several places pressed with the magic wand as one proposal. While the last of them is dragged nothing is worked out
// twice: not its colours, nor the places before it.

import { proposalOfMask, unitedProposals } from '../painting/proposal.ts'
import type { Proposal } from '../painting/proposal.ts'
import { startWand } from './magic-wand.ts'
import type { Wand } from './magic-wand.ts'
import type { PhotoPixels } from './photo-pixels.ts'

/** A pixel of the photo that was pressed, and what of the like-coloured pixels is taken. */
export interface WandPick {
  readonly x: number
  readonly y: number
  /** 0..100, in CIELAB units. */
  readonly tolerance: number
  /** Joined pixels alone, not all of the photo. */
  readonly isContiguous: boolean
  /** The value proposed. */
  readonly value: number
}

export type WandPicks = readonly [WandPick, ...WandPick[]]

/** Gives what all picks take together, the later over the earlier; the proposal is the caller's. */
export function createWandPicker(photo: PhotoPixels): (picks: WandPicks) => Proposal {
  let pressed: { readonly x: number; readonly y: number; readonly wand: Wand } | null = null
  let kept: { readonly key: string; readonly proposal: Proposal } | null = null

  function select({ x, y, tolerance, isContiguous, value }: WandPick): Proposal {
    if (pressed?.x !== x || pressed.y !== y) pressed = { x, y, wand: startWand(photo, x, y) }
    return proposalOfMask(pressed.wand.select(tolerance, isContiguous), value)
  }

  function keep(picks: WandPicks): Proposal {
    const key = JSON.stringify(picks)
    if (kept?.key !== key) kept = { key, proposal: propose(picks) }
    return kept.proposal
  }

  function propose(picks: WandPicks): Proposal {
    const [first, ...further] = picks
    const last = further.pop()
    if (last === undefined) return select(first)
    return unitedProposals(keep([first, ...further]), select(last))
  }

  return propose
}
