// The two masks of a photo that two people labelled, beside the one that counts: SegmentationClass.first and
// SegmentationClass.second.

import type { LabelMap } from '../../core/label-map.ts'
import type { UserImage } from '../../services/ports.ts'
import type { PairedMask } from '../../services/ports/label-record-files.ts'
import type { StoredLabelMap } from '../../services/ports/stored-labels.ts'
import { revisionOf } from '../catalogue/examine-mask.ts'
import { writeFileAtomic } from '../files/atomic-write.ts'
import { resolveInside } from '../files/path-guard.ts'
import { readOrNull } from '../files/read-or-null.ts'
import { requireWritable } from '../files/write-access.ts'
import { encodeLabelPng } from '../images/label-png.ts'
import { checkLabelMap, checkRevision, readMask } from './label-map-files.ts'
import type { MaskFile } from './label-map-files.ts'
import { USER_MASK_FOLDER, userFolder } from './layout.ts'
import type { RootContext, RootFolders } from './root-context.ts'

/** Null when there is none. Errors: corrupt, invalidInput (size or values), io. */
export async function readPairedMask(
  context: RootFolders,
  image: UserImage,
  which: PairedMask,
): Promise<StoredLabelMap | null> {
  return readMask(context, image, await pairedFile(context, image, which))
}

export interface PairedSave {
  readonly which: PairedMask
  readonly labelMap: LabelMap
  readonly expectedRevision: string | null
}

/** Atomic. Errors: conflict, invalidInput, io. The caller runs one save at a time for a user. */
export async function savePairedMask(
  context: RootContext,
  image: UserImage,
  { which, labelMap, expectedRevision }: PairedSave,
): Promise<{ readonly revision: string; readonly byteCount: number }> {
  const file = await pairedFile(context, image, which)
  requireWritable(context.access, file.path)
  await checkLabelMap(context, image, labelMap, file.label)
  const present = await readOrNull(file.path)
  checkRevision(present === null ? null : revisionOf(present), expectedRevision, file.label)
  const bytes = await encodeLabelPng(labelMap)
  await writeFileAtomic(context.fileSystem, file.path, bytes)
  return { revision: revisionOf(bytes), byteCount: bytes.length }
}

async function pairedFile(
  context: RootFolders,
  { user, name }: UserImage,
  which: PairedMask,
): Promise<MaskFile> {
  const folder = `${userFolder(user)}/${USER_MASK_FOLDER}.${which}`
  const file = `${name}.png`
  return { label: `${folder}/${file}`, path: await resolveInside(context.path, folder, file) }
}
