// Label maps on the wire: run lengths in base64. The inverse of what the studio sends. Masks hold classes;
// the map that is edited holds UNLABELLED as well.

import type { OpenedLabels } from '../../src-main/contract/labels.ts'
import type { EncodedLabelMap } from '../../src-main/contract/schemas.ts'
import { decodeBase64, encodeBase64 } from '../../src-main/core/base64.ts'
import { createLabelMap } from '../../src-main/core/label-map.ts'
import type { LabelMap } from '../../src-main/core/label-map.ts'
import {
  PROVENANCE,
  UNLABELLED,
  createProvenance,
  withUnlabelled,
  withoutUnlabelled,
} from '../../src-main/core/provenance.ts'
import type { ProvenancePlane } from '../../src-main/core/provenance.ts'
import { decodeRuns, encodeRuns } from '../../src-main/core/run-length.ts'

export function encodeLabelMap({ width, height, data }: LabelMap): EncodedLabelMap {
  return { width, height, runLengths: encodeBase64(encodeRuns(data)) }
}

/** Throws `corrupt` when the runs do not fill the map. */
export function decodeLabelMap({ width, height, runLengths }: EncodedLabelMap): LabelMap {
  return createLabelMap(width, height, decodeRuns(decodeBase64(runLengths), width * height))
}

/** A map to edit and who labelled each of its pixels. */
export interface EditedLabels {
  readonly labelMap: LabelMap
  readonly provenance: ProvenancePlane
}

/** What the studio stores of a photo's labels, as it sends it. */
export type StoredLabels = Pick<OpenedLabels, 'width' | 'height' | 'labelMap' | 'provenance'>

export interface EncodedLabels {
  readonly labelMap: EncodedLabelMap
  readonly provenance: EncodedLabelMap
}

/** Without a mask nothing is labelled; a mask alone was labelled by people. Error: corrupt. */
export function decodeOpened(opened: StoredLabels): EditedLabels {
  const { width, height } = opened
  if (opened.labelMap === null) {
    const labelMap = createLabelMap(width, height, new Uint8Array(width * height).fill(UNLABELLED))
    return { labelMap, provenance: createProvenance(width, height, PROVENANCE.unlabelled) }
  }
  const mask = decodeLabelMap(opened.labelMap)
  if (opened.provenance === null) {
    const { human } = PROVENANCE
    return { labelMap: mask, provenance: createProvenance(mask.width, mask.height, human) }
  }
  const provenance = decodeLabelMap(opened.provenance)
  return { labelMap: withUnlabelled(mask, provenance), provenance }
}

export function encodeEdited({ labelMap, provenance }: EditedLabels): EncodedLabels {
  return {
    labelMap: encodeLabelMap(withoutUnlabelled(labelMap)),
    provenance: encodeLabelMap(provenance),
  }
}
