// A mask between the wire and the form that is edited, as jobs: 12 megapixels take a tenth of a second, so they run
// in a worker; here is what may be asked of it, so that tests can run it in place.

import { decodeOpened, encodePacked } from './label-map-wire.ts'
import type { EditedLabels, EncodedLabels, PackedLabels, StoredLabels } from './label-map-wire.ts'

export type MaskJob =
  | { readonly kind: 'decode'; readonly stored: StoredLabels }
  | { readonly kind: 'encode'; readonly packed: PackedLabels }

/** Error: corrupt. */
export function performMaskJob(job: MaskJob): EditedLabels | EncodedLabels {
  return job.kind === 'decode' ? decodeOpened(job.stored) : encodePacked(job.packed)
}

/** What can be handed over instead of copied. */
export function buffersOf(answer: EditedLabels | EncodedLabels): ArrayBufferLike[] {
  return 'data' in answer.labelMap && 'data' in answer.provenance
    ? [answer.labelMap.data.buffer, answer.provenance.data.buffer]
    : []
}
