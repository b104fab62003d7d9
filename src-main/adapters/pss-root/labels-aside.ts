// The labels of a photo that was replaced by another: kept whole, before the photo or a blind mask of it is labelled anew.

import { readdir } from 'node:fs/promises'
import { StudioError } from '../../core/errors.ts'
import { imageNameOf } from '../../core/lists/image-name.ts'
import type { UserImage } from '../../services/ports/image-reference.ts'
import type { PhotoMask } from '../../services/ports/label-record-files.ts'
import { STUDIO_FOLDER } from '../files/artifact-store.ts'
import { writeFileAtomic } from '../files/atomic-write.ts'
import { ioError } from '../files/io-error.ts'
import { resolveInside } from '../files/path-guard.ts'
import { readOrNull } from '../files/read-or-null.ts'
import { requireWritable } from '../files/write-access.ts'
import { decodeLabelPng } from '../images/label-png.ts'
import { findMask, maskFit, updateLabelledList } from './label-map-files.ts'
import {
  PROVENANCE_FOLDER,
  RECORD_FOLDER,
  USER_MASK_FOLDER,
  folderOf,
  userFolder,
} from './layout.ts'
import { photoRecord } from './photo-files.ts'
import { STAGED_PREFIX } from './provenance-files.ts'
import type { RootContext } from './root-context.ts'

const ASIDE_FOLDER = 'labels-aside'
const OF_SEVERAL = /\.(first|gold|second(\.[0-9a-f]+)?)$/

/** False too for a mask that cannot be read. Errors: notFound, io. */
export async function hasOtherSize(context: RootContext, image: PhotoMask): Promise<boolean> {
  const photo = await photoRecord(context, image)
  const mask = await findMask(context, image)
  const bytes = await readOrNull(mask.path)
  if (bytes === null) return false
  try {
    return maskFit(await decodeLabelPng(bytes, mask.label), photo).orientation === null
  } catch (error) {
    if (error instanceof StudioError && error.kind !== 'io') return false
    throw error
  }
}

/** Error: io. The caller runs one at a time for a user. */
export async function keepLabelsAside(context: RootContext, image: PhotoMask): Promise<string> {
  const { fileSystem, path: root, access } = context
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  const place = [STUDIO_FOLDER, ASIDE_FOLDER, image.user, `${image.name}-${stamp}`]
  const keptAt = await resolveInside(root, ...place)
  requireWritable(access, keptAt)
  const files = (await labelFilesOf(context, image)).filter(isPartOf(image))
  for (const { folder, file } of files) {
    const bytes = await readOrNull(await resolveInside(root, userFolder(image.user), folder, file))
    if (bytes !== null)
      await writeFileAtomic(fileSystem, await resolveInside(root, ...place, folder, file), bytes)
  }
  for (const { folder, file } of files) {
    if (image.which !== undefined && folder === RECORD_FOLDER) continue
    const path = await resolveInside(root, userFolder(image.user), folder, file)
    await fileSystem.remove(path).catch((error: unknown) => {
      throw ioError(error, 'remove', path)
    })
  }
  await updateLabelledList(context, image.user)
  return keptAt
}

interface LabelFile {
  readonly folder: string
  readonly file: string
}

/** The mask that counts comes last: as long as it is there, the photo waits for what was begun. */
async function labelFilesOf(context: RootContext, { user, name }: UserImage): Promise<LabelFile[]> {
  const folders = (await namesIn(context, userFolder(user))).filter(isLabelFolder)
  const last = folders.filter((folder) => folder === USER_MASK_FOLDER)
  const ordered = [...folders.filter((folder) => folder !== USER_MASK_FOLDER), ...last]
  const files: LabelFile[] = []
  for (const folder of ordered) {
    const names = await namesIn(context, `${userFolder(user)}/${folder}`)
    const own = names.filter(
      (file) => imageNameOf(file) === name || file === `${STAGED_PREFIX}${name}.png`,
    )
    files.push(...own.map((file) => ({ folder, file })))
  }
  return files
}

/** Everything; or a blind mask, the copy of the first that is made anew when both are done, and a copy of the record. */
function isPartOf({ which }: PhotoMask): (file: LabelFile) => boolean {
  if (which === undefined) return () => true
  const masks = which === 'second' ? [which, 'first' as const] : [which]
  const folders = masks.flatMap((mask) =>
    [USER_MASK_FOLDER, PROVENANCE_FOLDER].map((folder) => folderOf(folder, mask)),
  )
  return ({ folder }) => folder === RECORD_FOLDER || folders.includes(folder)
}

/** Masks and provenance, of one person or of several, and records. */
export function isLabelFolder(folder: string): boolean {
  const shared = folder.replace(OF_SEVERAL, '')
  return folder === RECORD_FOLDER || shared === USER_MASK_FOLDER || shared === PROVENANCE_FOLDER
}

async function namesIn(context: RootContext, folder: string): Promise<string[]> {
  const path = await resolveInside(context.path, folder)
  return readdir(path).catch((error: unknown) => {
    throw ioError(error, 'open', path)
  })
}
