// The moves of a mask that its file does not hold yet, for what is about to write over it or to take it as it is.

import { StudioError } from '../../core/errors.ts'
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
import type { Patch } from '../../core/patches/patch.ts'
import { said } from '../../core/said.ts'
import type { RootPorts } from '../ports.ts'
import type { UserImage } from '../ports/image-reference.ts'
import type { JournalKey } from '../ports/journals.ts'
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
  const unsaved = await unsavedPatches(ports, image, stored?.revision ?? null)
  if (unsaved.length === 0) return null
  const { labelMap, provenance } = await labelsOf(ports, image, stored)
  const edited = withUnlabelled(labelMap, provenance)
  for (const patch of unsaved) applyPatch(edited, patch, provenance)
  return { count: unsaved.length, labelMap: withoutUnlabelled(edited) }
}

/** Errors: conflict when the stored mask of this revision lacks moves; io. */
export async function requireSaved(
  ports: Pick<RootPorts, 'journals'>,
  mask: JournalKey,
  revision: string | null,
): Promise<void> {
  const { length } = await unsavedPatches(ports, mask, revision)
  if (length === 0) return
  throw new StudioError(
    'conflict',
    said`photo ${mask.name}: steps on its mask that are not saved yet: ${length}; open the photo, which saves them, and
      try again`,
  )
}

async function unsavedPatches(
  { journals }: Pick<RootPorts, 'journals'>,
  mask: JournalKey,
  revision: string | null,
): Promise<readonly Patch[]> {
  const bytes = await journals.read(mask)
  return (bytes && replayJournal(readJournal(bytes).records, revision)?.unsaved) ?? []
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
