// Copy from prediction: the predicted region under the pointer lights up. Click copies it, with Shift all of its
// class, with Alt it is rejected, or no longer; Ctrl does not cut into labels. Rejected regions are never copied.

import { PROVENANCE } from '../../../src-main/core/labels/provenance.ts'
import { paintRegion } from '../../../src-main/core/painting/flood-fill.ts'
import type { PredictedRegion } from '../../../src-main/core/painting/prediction-regions.ts'
import { paintProposal } from '../../../src-main/core/painting/proposal.ts'
import { NO_PREVIEW, idleTool } from './tool.ts'
import type { Tool, ToolHost, ToolPointer, ToolPreview } from './tool.ts'

export function createCopy(host: ToolHost): Tool {
  let shown: ToolPreview = NO_PREVIEW

  /** The preview stays the same object while it shows the same: nothing is drawn again then. */
  function show(region: PredictedRegion | null): void {
    const isRejected = region !== null && (host.prediction()?.isRejected(region) ?? false)
    const isSame =
      shown.kind === 'region' && shown.region === region && shown.isRejected === isRejected
    if (!isSame) shown = region === null ? NO_PREVIEW : { kind: 'region', region, isRejected }
  }

  return {
    ...idleTool(),
    id: 'copy',
    state: () => (shown.kind === 'region' ? 'copy.pointing' : 'copy.idle'),
    press(pointer) {
      const region = host.prediction()?.regionAt(pointer) ?? null
      if (region !== null) answer(host, region, pointer)
      show(region)
    },
    move(pointers) {
      const last = pointers.at(-1)
      if (last !== undefined) show(host.prediction()?.regionAt(last) ?? null)
    },
    release: () => undefined,
    cancel: () => show(null),
    preview: () => shown,
  }
}

function answer(host: ToolHost, region: PredictedRegion, held: ToolPointer): void {
  const prediction = host.prediction()
  if (prediction === null) return
  if (held.alt) prediction.toggleRejected(region)
  else if (held.shift) copyPredicted(host, { value: region.value, isCareful: held.ctrl })
  else if (!prediction.isRejected(region)) copyRegion(host, region, held.ctrl)
}

function copyRegion(host: ToolHost, region: PredictedRegion, isCareful: boolean): void {
  host.begin(PROVENANCE.copied)
  host.painted(paintRegion(host.labelMap, region, host.rule(region.value, isCareful)))
  host.commit('copyRegion')
}

/** One class of a prediction; `isCareful` does not cut into labels. */
interface PredictedClass {
  readonly value: number
  readonly isCareful: boolean
}

/** Copies the whole prediction or one class of it, as one gesture, by locks and paint mode. */
export function copyPredicted(
  host: Pick<ToolHost, 'prediction' | 'begin' | 'painted' | 'labelMap' | 'rule' | 'commit'>,
  only?: PredictedClass,
): void {
  const prediction = host.prediction()
  if (prediction === null) return
  host.begin(PROVENANCE.copied)
  const proposal = prediction.proposal(only?.value)
  host.painted(
    paintProposal(host.labelMap, proposal, (value) => host.rule(value, only?.isCareful ?? false)),
  )
  host.commit(only === undefined ? 'copyPhoto' : 'copyClass')
}
