// Label maps and who labelled their pixels: opened for painting, saved atomically by the root.

import type { OpenedLabels } from '../contract/labels.ts'
import type { EncodedLabelMap } from '../contract/schemas.ts'
import { decodeBase64, encodeBase64 } from '../core/base64.ts'
import { createLabelMap } from '../core/label-map.ts'
import type { LabelMap } from '../core/label-map.ts'
import { decodeRuns, encodeRuns } from '../core/run-length.ts'
import type { WorkTime } from '../core/active-time.ts'
import { recordSave } from './labelling/label-records.ts'
import type { RecordPorts } from './labelling/label-records.ts'
import type { RootPorts } from './ports.ts'

interface ImageKey {
  readonly user: string
  readonly name: string
}

export async function openLabelMap({ root }: RootPorts, key: ImageKey): Promise<OpenedLabels> {
  const image = { domain: 'user', user: key.user, name: key.name } as const
  const { width, height } = await root.imageSize(image)
  const stored = await root.readLabelMap(image)
  const { record } = await root.readLabelRecord(image)
  const found =
    stored === null ? { provenance: null, note: null } : await root.readProvenance(image, stored)
  return {
    width,
    height,
    labelMap: stored === null ? null : encodeLabelMap(stored.labelMap),
    provenance: found.provenance === null ? null : encodeLabelMap(found.provenance),
    provenanceNote: found.note,
    revision: stored?.revision ?? null,
    isWritable: root.isWritable && record?.state !== 'frozen',
  }
}

export interface SaveRequest extends ImageKey {
  readonly labelMap: EncodedLabelMap
  readonly provenance: EncodedLabelMap | null
  readonly revision: string | null
  readonly annotator: string | null
  readonly work: readonly WorkTime[]
}

/**
 * The record is written before the mask: what a crash leaves between them is a draft and never a mask that
 * passes for done. The root checks size and values, and names the file when they are wrong. `beforeWrite` as there.
 */
export async function saveLabelMap(
  ports: RecordPorts,
  request: SaveRequest,
  beforeWrite?: (revision: string) => Promise<void>,
): Promise<{ revision: string; byteCount: number }> {
  const { user, name, revision } = request
  const labelMap = decodeLabelMap(request.labelMap)
  const provenance = request.provenance === null ? null : decodeLabelMap(request.provenance)
  const image = { domain: 'user', user, name } as const
  const labels = { labelMap, provenance }
  await recordSave(ports, { ...request, image, labels })
  return ports.root.saveLabelMap(image, labels, revision, beforeWrite)
}

export function encodeLabelMap(labelMap: LabelMap): EncodedLabelMap {
  const { width, height, data } = labelMap
  return { width, height, runLengths: encodeBase64(encodeRuns(data)) }
}

/** Errors: invalidInput (not base64), corrupt (runs of another size). */
export function decodeLabelMap(encoded: EncodedLabelMap): LabelMap {
  const { width, height, runLengths } = encoded
  return createLabelMap(width, height, decodeRuns(decodeBase64(runLengths), width * height))
}
