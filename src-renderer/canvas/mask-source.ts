// Where the editor's label map comes from and goes to: the photo's mask, or a second person's blind one.

import type { WorkTime } from '../../src-main/core/active-time.ts'
import type { OpenedLabels } from '../../src-main/contract/labels.ts'
import type { EncodedLabelMap } from '../../src-main/contract/schemas.ts'
import type { StudioClient } from '../api.ts'
import type { EditedKey } from './editor.ts'

export interface MaskSource {
  open(): Promise<OpenedLabels>
  save(mask: SavedMask): Promise<{ readonly revision: string }>
}

export interface SavedMask {
  readonly labelMap: EncodedLabelMap
  readonly provenance: EncodedLabelMap
  readonly revision: string | null
  readonly work: WorkTime[]
}

/** `annotator`: asked at each request, for it may be given while the photo is open. */
export function maskSource(
  client: StudioClient,
  { user, name, isSecond }: EditedKey,
  annotator: () => string | null,
): MaskSource {
  const key = { user, name }
  if (!isSecond) {
    return {
      open: () => client.labels.open(key),
      save: (mask) => client.labels.save({ ...key, ...mask, annotator: annotator() }),
    }
  }
  const who = () => ({ ...key, annotator: annotator() ?? '' })
  return {
    // A second mask is compared and never evaluated on: who labelled which pixel is not kept of it.
    open: async () => ({
      ...(await client.secondLabels.open(who())),
      provenance: null,
      provenanceNote: null,
    }),
    save: ({ labelMap, revision, work }) =>
      client.secondLabels.save({ ...who(), labelMap, revision, work }),
  }
}
