// The moves of a photo that its mask file does not hold yet, for programs that are about to write over it.

import { readJournal } from '../../core/journal/journal-bytes.ts'
import { replayJournal } from '../../core/journal/replay.ts'
import { createLabelMap } from '../../core/labels/label-map.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import {
  PROVENANCE,
  createProvenance,
  withUnlabelled,
  withoutUnlabelled,
} from '../../core/labels/provenance.ts'
import type { ProvenancePlane } from '../../core/labels/provenance.ts'
import { applyPatch } from '../../core/patches/patch.ts'
import type { RootPorts, UserImage } from '../ports.ts'
import type { StoredLabelMap } from '../ports/stored-labels.ts'

export interface UnsavedMoves {
  readonly count: number
  /** What an editor would show: the stored mask with the moves made on it. */
  readonly labelMap: LabelMap
}

/**
 * Null when the mask file holds them all, or when the journal builds on another mask: that one is put aside when
 * the photo is opened. Errors: notFound (no photo), io.
 */
export async function readUnsavedMoves(
  ports: RootPorts,
  image: UserImage,
  stored: StoredLabelMap | null,
): Promise<UnsavedMoves | null> {
  const bytes = await ports.journals.read(image)
  if (bytes === null) return null
  const unsaved = replayJournal(readJournal(bytes).records, stored?.revision ?? null)?.unsaved ?? []
  if (unsaved.length === 0) return null
  const { labelMap, provenance } = await labelsOf(ports, image, stored)
  const edited = withUnlabelled(labelMap, provenance)
  for (const patch of unsaved) applyPatch(edited, patch, provenance)
  return { count: unsaved.length, labelMap: withoutUnlabelled(edited) }
}

/** The provenance may be written to. */
async function labelsOf(
  { root }: RootPorts,
  image: UserImage,
  stored: StoredLabelMap | null,
): Promise<{ readonly labelMap: LabelMap; readonly provenance: ProvenancePlane }> {
  if (stored === null) {
    const { width, height } = await root.imageSize(image)
    const provenance = createProvenance(width, height, PROVENANCE.unlabelled)
    return { labelMap: createLabelMap(width, height), provenance }
  }
  const { labelMap } = stored
  const { provenance } = await root.readProvenance(image, stored)
  if (provenance !== null) return { labelMap, provenance: { ...provenance, data: provenance.data.slice() } } // prettier-ignore
  return { labelMap, provenance: createProvenance(labelMap.width, labelMap.height, PROVENANCE.human) } // prettier-ignore
}
