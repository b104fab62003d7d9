// The masks of a photo by several people, beside the one that counts: SegmentationClass.first, SegmentationClass.second
// and so on, each with who labelled its pixels in Provenance.first and so on.

import type { UserImage } from '../../services/ports.ts'
import type { PairedMask } from '../../services/ports/label-record-files.ts'
import type {
  SavedLabels,
  StoredLabelMap,
  StoredProvenance,
} from '../../services/ports/stored-labels.ts'
import { resolveInside } from '../files/path-guard.ts'
import { readMask, writeMask } from './label-map-files.ts'
import type { MaskFile } from './label-map-files.ts'
import { USER_MASK_FOLDER, folderOf, userFolder } from './layout.ts'
import { readProvenance } from './provenance-files.ts'
import type { RootContext, RootFolders } from './root-context.ts'

/** Null when there is none. Errors: corrupt, invalidInput (size or values), io. */
export async function readPairedMask(
  context: RootFolders,
  image: UserImage,
  which: PairedMask,
): Promise<(StoredLabelMap & StoredProvenance) | null> {
  const mask = await readMask(context, image, await pairedFile(context, image, which))
  return mask && { ...mask, ...(await readProvenance(context, { ...image, which }, mask)) }
}

export interface PairedSave {
  readonly which: PairedMask
  readonly labels: SavedLabels
  readonly expectedRevision: string | null
}

/** Mask and provenance, both or neither. Errors: conflict, invalidInput, io. The caller runs one at a time for a user. */
export async function savePairedMask(
  context: RootContext,
  image: UserImage,
  { which, labels, expectedRevision }: PairedSave,
): Promise<{ readonly revision: string; readonly byteCount: number }> {
  const mask = await pairedFile(context, image, which)
  const written = await writeMask(context, { ...image, which }, { mask, labels, expectedRevision })
  return { revision: written.revision, byteCount: written.byteCount }
}

async function pairedFile(
  context: RootFolders,
  { user, name }: UserImage,
  which: PairedMask,
): Promise<MaskFile> {
  const folder = `${userFolder(user)}/${folderOf(USER_MASK_FOLDER, which)}`
  const file = `${name}.png`
  return { label: `${folder}/${file}`, path: await resolveInside(context.path, folder, file) }
}
