// Label maps and who labelled their pixels: opened for painting, saved atomically by the root.

import type { OpenedLabels } from '../contract/labels.ts'
import type { EncodedLabelMap } from '../contract/schemas.ts'
import { decodeBase64, encodeBase64 } from '../core/bytes/base64.ts'
import { createLabelMap } from '../core/labels/label-map.ts'
import type { LabelMap } from '../core/labels/label-map.ts'
import { decodeRuns, encodeRuns } from '../core/bytes/run-length.ts'
import { tell } from '../core/said.ts'
import type { WorkStretch } from '../core/labels/active-time.ts'
import { recordSave } from './labelling/label-records.ts'
import type { RecordPorts } from './labelling/label-records.ts'
import { hasOtherPhoto } from './labelling/same-photo.ts'
import type { PssRoot, RootPorts } from './ports.ts'
import type { UserImage } from './ports/image-reference.ts'

interface ImageKey {
  readonly user: string
  readonly name: string
}

type StoredLabels = Pick<OpenedLabels, 'labelMap' | 'provenance' | 'provenanceNote' | 'revision'>

export interface StampedLabels extends OpenedLabels {
  /** Another one whenever the files are others. */
  readonly stamp: string
  /** Than the one that was labelled. */
  readonly isOtherPhoto: boolean
}

export interface LabelReader {
  /** Errors: notFound, corrupt, invalidInput, io. */
  open(key: ImageKey): Promise<StampedLabels>
}

/** Photos whose labels are at hand: those that an editor reads ahead, and the one it shows. */
const MOST_KEPT = 8

/** Keeps what was read last, as it goes to the page, for as long as the files are the same. */
export function createLabelReader({ root }: RootPorts): LabelReader {
  const kept = new Map<string, StoredLabels & { readonly stamp: string }>()

  async function labelsOf(image: UserImage): Promise<StoredLabels & { readonly stamp: string }> {
    const id = `${image.user}/${image.name}`
    // Before the files are read: should they change meanwhile, the next time finds another stamp.
    const stamp = await root.labelsStamp(image)
    const known = kept.get(id)
    const labels = known?.stamp === stamp ? known : { ...(await readLabels(root, image)), stamp }
    kept.delete(id)
    kept.set(id, labels)
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? id)
    return labels
  }

  return {
    async open({ user, name }) {
      const image = { domain: 'user', user, name } as const
      const [{ width, height }, labels, stored] = await Promise.all([
        root.imageSize(image),
        labelsOf(image),
        root.readLabelRecord(image),
      ])
      const isOtherPhoto = await hasOtherPhoto(stored.record, stored)
      const isWritable = root.isWritable && stored.record?.state !== 'frozen' && !isOtherPhoto
      return { width, height, ...labels, isWritable, isOtherPhoto }
    },
  }
}

async function readLabels(root: PssRoot, image: UserImage): Promise<StoredLabels> {
  const stored = await root.readLabelMap(image)
  const found =
    stored === null ? { provenance: null, note: null } : await root.readProvenance(image, stored)
  return {
    labelMap: stored === null ? null : encodeLabelMap(stored.labelMap),
    provenance: found.provenance === null ? null : encodeLabelMap(found.provenance),
    provenanceNote: found.note === null ? null : tell(found.note),
    revision: stored?.revision ?? null,
  }
}

export interface SaveRequest extends ImageKey {
  readonly labelMap: EncodedLabelMap
  readonly provenance: EncodedLabelMap | null
  readonly revision: string | null
  readonly annotator: string | null
  readonly work: readonly WorkStretch[]
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
