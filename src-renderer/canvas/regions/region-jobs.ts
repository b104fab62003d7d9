// A region operation as a job: from a label map to what would change and is allowed. It runs in a worker; here
// is what may be asked of it and how it is answered, so that tests can run it in place.

import { findAllOf } from '../../../src-main/core/painting/flood-fill.ts'
import type { Region } from '../../../src-main/core/painting/flood-fill.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { proposeOperation } from '../../../src-main/core/morphology/region-operations.ts'
import type { RegionRequest } from '../../../src-main/core/morphology/region-operations.ts'
import { checkProposal } from '../../../src-main/core/painting/proposal.ts'
import type { CheckedProposal } from '../../../src-main/core/painting/proposal.ts'
import { unpackLabelMap } from '../saving/label-map-wire.ts'
import type { PackedLabelMap } from '../saving/label-map-wire.ts'
import { mayPaintBy } from '../painting/paint-policy.ts'
import type { PaintPolicy } from '../painting/paint-policy.ts'

export interface RegionJob extends Omit<RegionQuestion, 'labelMap'> {
  readonly labelMap: PackedLabelMap
}

export interface RegionQuestion {
  readonly labelMap: LabelMap
  /** Null for all pixels of the class. */
  readonly region: Region | null
  readonly value: number
  readonly request: RegionRequest
  readonly policy: PaintPolicy
}

export function performRegionJob(job: RegionJob): CheckedProposal {
  const { value, request, policy } = job
  const labelMap = unpackLabelMap(job.labelMap)
  const region = job.region ?? findAllOf(labelMap, value)
  return checkProposal(
    labelMap,
    proposeOperation(labelMap, region, request),
    mayPaintBy(policy, false),
  )
}
