// The masks of a photo by several people, beside the one that counts: SegmentationClass.first, SegmentationClass.second
// and so on, each with who labelled its pixels in Provenance.first and so on.

import type { UserImage } from '../../services/ports/image-reference.ts'
import type { PairedMask, PhotoMask } from '../../services/ports/label-record-files.ts'
import type {
  SavedLabels,
  StoredLabelMap,
  StoredProvenance,
} from '../../services/ports/stored-labels.ts'
import { findMask, readMask, writeMask } from './label-map-files.ts'
import { readProvenance } from './provenance-files.ts'
import type { RootContext, RootFolders } from './root-context.ts'

/** Null when there is none. Errors: corrupt, invalidInput (size or values), io. */
export async function readPairedMask(
  context: RootFolders,
  image: UserImage,
  which: PairedMask,
): Promise<(StoredLabelMap & StoredProvenance) | null> {
  const paired = { ...image, which }
  const mask = await readMask(context, image, await findMask(context, paired))
  return mask && { ...mask, ...(await readProvenance(context, paired, mask)) }
}

/** Mask and provenance, both or neither. Errors: conflict, invalidInput, io. The caller runs one at a time for a user. */
export async function savePairedMask(
  context: RootContext,
  paired: PhotoMask,
  labels: SavedLabels,
  expectedRevision: string | null,
  beforeWrite?: (revision: string) => Promise<void>,
): Promise<{ readonly revision: string; readonly byteCount: number }> {
  const mask = await findMask(context, paired)
  const write = { mask, labels, expectedRevision, beforeWrite }
  const { revision, byteCount } = await writeMask(context, paired, write)
  return { revision, byteCount }
}
