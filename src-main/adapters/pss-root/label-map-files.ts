// Masks of a root: read upright whatever orientation they were drawn in, saved atomically and only
// over the version the painter has seen.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import { validateLabelValues } from '../../core/labels/label-map.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { formatGroupedList, groupedImage } from '../../core/lists/pss-lists.ts'
import { countsAsTruth } from '../../core/labels/label-states.ts'
import type { LabelRecord } from '../../core/labels/label-record.ts'
import { validateProvenance } from '../../core/labels/provenance.ts'
import type { ImageReference, UserImage } from '../../services/ports/image-reference.ts'
import type { PhotoMask, StoredRecord } from '../../services/ports/label-record-files.ts'
import type { SavedLabels, StoredLabelMap } from '../../services/ports/stored-labels.ts'
import type { PhotoRecord } from '../catalogue/catalogue.ts'
import { revisionOf } from '../catalogue/examine-mask.ts'
import { writeFileAtomic } from '../files/atomic-write.ts'
import { resolveInside } from '../files/path-guard.ts'
import { readOrNull } from '../files/read-or-null.ts'
import { sha256Of } from '../files/sha256.ts'
import { requireWritable } from '../files/write-access.ts'
import { decodeLabelPng, encodeLabelPng } from '../images/label-png.ts'
import type { Size } from '../images/orientation.ts'
import { turnUpright, uprightSize } from '../images/orientation.ts'
import {
  labelledPhoto,
  readLabelRecord,
  scanLabelRecords,
  writeLabelRecord,
} from './label-record-files.ts'
import { USER_MASK_FOLDER, folderOf, isFolder, userFolder } from './layout.ts'
import { domainFolder, photoRecord } from './photo-files.ts'
import { photoSha256 } from './photo-hashes.ts'
import {
  compressProvenance,
  provenanceBytes,
  provenanceSha256,
  stageProvenance,
} from './provenance-files.ts'
import { readTextOrNull } from './read-list.ts'
import type { RootContext, RootFolders } from './root-context.ts'

/** Null when there is no mask. Errors: notFound (no photo), corrupt, invalidInput. */
export async function readLabelMap(
  context: RootFolders,
  image: ImageReference,
): Promise<StoredLabelMap | null> {
  return readMask(context, image, await findMask(context, image))
}

/** Another one whenever mask or provenance have other bytes, or the photo lies otherwise. Errors: notFound, corrupt, io. */
export async function labelsStamp(context: RootFolders, image: PhotoMask): Promise<string> {
  const [{ width, height, orientation }, mask, provenance] = await Promise.all([
    photoRecord(context, image),
    findMask(context, image).then(({ path }) => readOrNull(path)),
    provenanceBytes(context, image),
  ])
  const files = [mask, ...provenance]
  const hashes = files.map((bytes) => (bytes === null ? '-' : sha256Of(bytes)))
  return [width, height, orientation, ...hashes].join(' ')
}

/** The mask in a file, upright on its photo; null when there is no file. Errors: as readLabelMap. */
export async function readMask(
  context: RootFolders,
  image: ImageReference,
  mask: MaskFile,
): Promise<StoredLabelMap | null> {
  const photo = await photoRecord(context, image)
  const bytes = await readOrNull(mask.path)
  if (bytes === null) return null
  const stored = await decodeLabelPng(bytes, mask.label)
  validateLabelValues(stored, mask.label)
  const fit = maskFit(stored, photo)
  if (fit.orientation === null) {
    throw new StudioError('invalidInput', said`${mask.label}: ${fit.words}`)
  }
  return { labelMap: turnUpright(stored, fit.orientation), revision: revisionOf(bytes) }
}

export type MaskFit =
  { readonly orientation: number } | { readonly orientation: null; readonly words: Said }

/**
 * How a mask must be turned to lie on its upright photo: not at all, or like the photo when it was
 * drawn on the pixels as stored. Sizes that fit both ways are taken as upright.
 */
export function maskFit(mask: Size, photo: PhotoRecord): MaskFit {
  const upright = uprightSize(photo, photo.orientation)
  if (isSameSize(mask, upright)) return { orientation: 1 }
  if (isSameSize(mask, photo)) return { orientation: photo.orientation }
  const expected = isSameSize(upright, photo)
    ? sizeText(upright)
    : said`${sizeText(upright)} or ${sizeText(photo)} (as stored, EXIF orientation ${photo.orientation})`
  const words = said`expected the size of its photo ${photo.file}, ${expected},
    found ${sizeText(mask)}; draw the mask again or put back the photo it was made for`
  return { orientation: null, words }
}

/**
 * `beforeWrite` is told the new revision just before the file is written. Errors: conflict, invalidInput, io.
 * The caller runs one save at a time for a user.
 */
export async function saveLabelMap(
  context: RootContext,
  image: UserImage,
  labels: SavedLabels,
  expectedRevision: string | null,
  beforeWrite?: (revision: string) => Promise<void>,
): Promise<{ readonly revision: string; readonly byteCount: number }> {
  const mask = await findMask(context, image)
  const written = await writeMask(context, image, { mask, labels, expectedRevision, beforeWrite })
  if (written.isNew) await updateLabelledList(context, image.user)
  return { revision: written.revision, byteCount: written.byteCount }
}

export interface MaskWrite {
  readonly mask: MaskFile
  readonly labels: SavedLabels
  readonly expectedRevision: string | null
  readonly beforeWrite?: ((revision: string) => Promise<void>) | undefined
}

export interface WrittenMask {
  readonly revision: string
  readonly byteCount: number
  readonly isNew: boolean
}

/** A mask and who labelled its pixels, both or neither. Errors: conflict, invalidInput, io. */
export async function writeMask(
  context: RootContext,
  image: PhotoMask,
  { mask, labels: { labelMap, provenance }, expectedRevision, beforeWrite }: MaskWrite,
): Promise<WrittenMask> {
  requireWritable(context.access, mask.path)
  await checkLabelMap(context, image, labelMap, mask.label)
  if (provenance !== null) validateProvenance(provenance, labelMap, mask.label)
  const stored = await readOrNull(mask.path)
  const present = stored === null ? null : revisionOf(stored)
  const [bytes, compressed] = await Promise.all([
    encodeLabelPng(labelMap),
    provenance === null ? null : compressProvenance(provenance),
  ])
  const next = revisionOf(bytes)
  // A mask that has these very bytes is no conflict: a save that failed after its mask may be repeated.
  if (present !== next) checkRevision(present, expectedRevision, mask.label)
  const revisions = { present, next }
  const staged = await stageProvenance(context, image, { provenance: compressed, revisions })
  try {
    await beforeWrite?.(next)
    await writeFileAtomic(context.fileSystem, mask.path, bytes)
  } catch (error) {
    await staged.abandon()
    throw error
  }
  await staged.settle()
  return { revision: next, byteCount: bytes.length, isNew: present === null }
}

/** Errors: invalidInput (values, another size than the photo), notFound, corrupt. */
async function checkLabelMap(
  context: RootContext,
  image: UserImage,
  labelMap: LabelMap,
  label: string,
): Promise<void> {
  validateLabelValues(labelMap, label)
  const record = await photoRecord(context, image)
  const upright = uprightSize(record, record.orientation)
  if (isSameSize(labelMap, upright)) return
  throw new StudioError(
    'invalidInput',
    said`${label}: expected a label map of ${sizeText(upright)} like its photo,
      got ${sizeText(labelMap)}; open the photo again`,
  )
}

/** Error: conflict. */
function checkRevision(present: string | null, expected: string | null, label: string): void {
  if (present === expected) return
  const change =
    present === null
      ? said`it was deleted`
      : expected === null
        ? said`it was created`
        : said`it was changed`
  throw new StudioError(
    'conflict',
    said`${label}: ${change} by someone else since it was opened here;
      nothing was saved: open it again and repeat the change`,
  )
}

/** Errors: corrupt, unsupported (written by a newer studio), io. */
export async function readStoredRecord(
  context: RootContext,
  image: UserImage,
): Promise<StoredRecord> {
  const bytes = await readOrNull((await findMask(context, image)).path)
  const revision = bytes === null ? null : revisionOf(bytes)
  return {
    record: await readLabelRecord(context, image),
    photo: () => labelledPhoto(context, image),
    photoSha256: () => photoSha256(context, image),
    maskSha256: bytes === null ? null : sha256Of(bytes),
    provenanceSha256: revision === null ? null : await provenanceSha256(context, image, revision),
  }
}

/** Errors: those of `change`, io, corrupt, unsupported, notFound. The caller runs one at a time for a user. */
export async function changeLabelRecord(
  context: RootContext,
  image: UserImage,
  change: (stored: StoredRecord) => Promise<LabelRecord | null>,
): Promise<void> {
  const stored = await readStoredRecord(context, image)
  const next = await change(stored)
  if (next === null) return
  await writeLabelRecord(context, image, next)
  // Without a mask it is in the list neither before nor after.
  if (stored.maskSha256 === null) return
  const counted = stored.record === null || countsAsTruth(stored.record.state)
  if (counted !== countsAsTruth(next.state)) await updateLabelledList(context, image.user)
}

/** val_all.txt lists the masks of the user that count as truth, sorted. */
export async function updateLabelledList(context: RootContext, user: string): Promise<void> {
  const { byName } = await context.maskIndex(`${userFolder(user)}/${USER_MASK_FOLDER}`).files()
  const records = await scanLabelRecords(context, user)
  const isTruth = (name: string): boolean => countsAsTruth(records.get(name)?.state ?? 'done')
  const names = [...byName.keys()].filter(isTruth).sort()
  const text = formatGroupedList(names.map((name) => groupedImage(name, 0)))
  const path = await resolveInside(context.path, userFolder(user), 'val_all.txt')
  if ((await readTextOrNull(path)) === text) return
  await writeFileAtomic(context.fileSystem, path, Buffer.from(text))
}

export interface MaskFile {
  readonly label: string
  readonly path: string
}

/** The mask's file, or where it will be. */
export async function findMask(
  context: RootFolders,
  image: ImageReference | PhotoMask,
): Promise<MaskFile> {
  if ('which' in image && image.which !== undefined) {
    const paired = `${domainFolder(image)}/${folderOf(USER_MASK_FOLDER, image.which)}`
    return maskFile(context, paired, `${image.name}.png`)
  }
  const folder = `${domainFolder(image)}/${await maskFolderOf(context, image)}`
  const { byName } = await context.maskIndex(folder).files()
  return maskFile(context, folder, byName.get(image.name) ?? `${image.name}.png`)
}

async function maskFile(context: RootFolders, folder: string, file: string): Promise<MaskFile> {
  return { label: `${folder}/${file}`, path: await resolveInside(context.path, folder, file) }
}

async function maskFolderOf(context: RootFolders, image: ImageReference): Promise<string> {
  if (image.domain === 'user') return USER_MASK_FOLDER
  return sourceMaskFolder(context.path)
}

/** SBD's masks where they are, else VOC's. */
export async function sourceMaskFolder(
  rootPath: string,
): Promise<'SegmentationClassAug' | 'SegmentationClass'> {
  const hasAugmented = await isFolder(
    await resolveInside(rootPath, 'VOC2012', 'SegmentationClassAug'),
  )
  return hasAugmented ? 'SegmentationClassAug' : 'SegmentationClass'
}

function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height
}

function sizeText(size: Size): string {
  return `${size.width}x${size.height}`
}
