// Label maps on the wire: run lengths in base64. The inverse of what the studio sends. Masks hold classes;
// the map that is edited holds UNLABELLED as well.

import type { OpenedLabels } from '../../../src-main/contract/labels.ts'
import type { EncodedLabelMap } from '../../../src-main/contract/schemas.ts'
import { decodeBase64, encodeBase64 } from '../../../src-main/core/bytes/base64.ts'
import { createLabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import {
  PROVENANCE,
  UNLABELLED,
  createProvenance,
  withUnlabelled,
  withoutUnlabelled,
} from '../../../src-main/core/labels/provenance.ts'
import type { ProvenancePlane } from '../../../src-main/core/labels/provenance.ts'
import { decodeRuns, encodeRuns } from '../../../src-main/core/bytes/run-length.ts'

export function encodeLabelMap(labelMap: LabelMap): EncodedLabelMap {
  return onTheWire(packLabelMap(labelMap))
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

/** A label map as it is at a moment, for a worker: 12 megapixels are packed in 8 ms, and copied in 90. */
export interface PackedLabelMap {
  readonly width: number
  readonly height: number
  readonly runs: Uint8Array
}

export function packLabelMap({ width, height, data }: LabelMap): PackedLabelMap {
  return { width, height, runs: encodeRuns(data) }
}

export function unpackLabelMap({ width, height, runs }: PackedLabelMap): LabelMap {
  return createLabelMap(width, height, decodeRuns(runs, width * height))
}

export interface PackedLabels {
  readonly labelMap: PackedLabelMap
  readonly provenance: PackedLabelMap
}

export function packLabels({ labelMap, provenance }: EditedLabels): PackedLabels {
  return { labelMap: packLabelMap(labelMap), provenance: packLabelMap(provenance) }
}

export function encodePacked({ labelMap: packed, provenance }: PackedLabels): EncodedLabels {
  const labelMap = unpackLabelMap(packed)
  const saved = withoutUnlabelled(labelMap)
  return {
    labelMap: saved === labelMap ? onTheWire(packed) : encodeLabelMap(saved),
    provenance: onTheWire(provenance),
  }
}

export function encodeEdited(edited: EditedLabels): EncodedLabels {
  return encodePacked(packLabels(edited))
}

function onTheWire({ width, height, runs }: PackedLabelMap): EncodedLabelMap {
  return { width, height, runLengths: encodeBase64(runs) }
}
