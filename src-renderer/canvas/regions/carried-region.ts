// A region on its way to the next photo: there it is a proposal, at the same place in the frame.

import { watch } from 'vue'
import type { ShallowRef } from 'vue'
import type { Region } from '../../../src-main/core/painting/flood-fill.ts'
import { maskOfRegion, scaledMask } from '../../../src-main/core/geometry/pixel-mask.ts'
import type { ImageSize } from '../../../src-main/core/geometry/pixel-mask.ts'
import { proposalOfMask } from '../../../src-main/core/painting/proposal.ts'
import type { LabelSession } from '../painting/label-session.ts'
import type { ProposalDesk } from '../painting/pending-proposal.ts'

export interface CarriedRegion {
  readonly region: Region
  /** Of the photo that it comes from. */
  readonly image: ImageSize
}

export interface RegionCarrier {
  /** What was selected in the photo before. */
  carried: CarriedRegion | null
}

/** The photo that a region comes from, or goes to. */
export interface CarryingPhoto {
  readonly session: LabelSession
  readonly selection: Readonly<ShallowRef<Region | null>>
  readonly proposals: ProposalDesk
  readonly isWritable: boolean
}

/** Takes the selected region along; false when nothing is selected. */
export function carrySelection(
  { selection, session }: CarryingPhoto,
  settings: RegionCarrier,
): boolean {
  const region = selection.value
  if (region === null) return false
  const { width, height } = session.labelMap
  settings.carried = { region, image: { width, height } }
  return true
}

/** Proposes what is carried in the photo that is opened next, if it may be painted. */
export function useCarriedRegion(photo: () => CarryingPhoto | null, settings: RegionCarrier): void {
  watch(photo, (opened) => {
    const { carried } = settings
    if (opened === null || carried === null) return
    settings.carried = null
    if (!opened.isWritable) return
    const { region, image } = carried
    const mask = scaledMask(maskOfRegion(region, 0, image), image, opened.session.labelMap)
    opened.proposals.propose('carry', proposalOfMask(mask, region.value))
  })
}
