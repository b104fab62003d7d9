// Photos of a root by reference: their file, size, pixels and bytes.

import { readFile } from 'node:fs/promises'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { RgbImage } from '../../services/ports.ts'
import type { MediaFile } from '../../services/ports/media-file.ts'
import type { ImageReference } from '../../services/ports/image-reference.ts'
import type { ConvertedPhoto } from '../../services/ports/converted-photo.ts'
import { examinePhoto } from '../catalogue/examine-photo.ts'
import { stampOf } from '../catalogue/file-stamps.ts'
import type { PhotoRecord } from '../catalogue/catalogue.ts'
import { ioError } from '../files/io-error.ts'
import { resolveInside } from '../files/path-guard.ts'
import { formatOfBytes } from '../images/image-format.ts'
import type { Size } from '../images/orientation.ts'
import { uprightSize } from '../images/orientation.ts'
import { decodePhoto } from '../images/photo.ts'
import { convertPhoto } from '../import/convert-photo.ts'
import { PHOTO_FOLDER, SOURCE_FOLDER, userFolder } from './layout.ts'
import type { RootFolders } from './root-context.ts'

export interface PhotoFile {
  /** Relative to the root, with forward slashes: the name that messages use. */
  readonly label: string
  readonly folder: string
  readonly file: string
  readonly path: string
}

/** Error: notFound. */
export async function findPhoto(context: RootFolders, image: ImageReference): Promise<PhotoFile> {
  const folder = `${domainFolder(image)}/${PHOTO_FOLDER}`
  const { byName } = await context.photoIndex(folder).files()
  const file = byName.get(image.name)
  if (file === undefined) {
    throw new StudioError(
      'notFound',
      said`${folder}: there is no photo named "${image.name}"; it may have been moved or renamed`,
    )
  }
  const path = await resolveInside(context.path, folder, file)
  return { label: `${folder}/${file}`, folder, file, path }
}

export function domainFolder(image: ImageReference): string {
  return image.domain === 'source' ? SOURCE_FOLDER : userFolder(image.user)
}

export async function readPixels(
  context: RootFolders,
  image: ImageReference,
  size?: Size,
): Promise<RgbImage> {
  const photo = await findPhoto(context, image)
  return decodePhoto(await readBytes(photo.path), photo.label, size)
}

/** Size as stored and orientation. Errors: notFound, corrupt. */
export async function photoRecord(
  context: RootFolders,
  image: ImageReference,
): Promise<PhotoRecord> {
  const photo = await findPhoto(context, image)
  const stamp = await stampOf(photo.path, photo.file)
  const record = await examinePhoto(photo.path, stamp, photo.label)
  if (record.width === 0 && record.finding !== null) {
    throw new StudioError(record.finding.kind, said`${photo.label}: ${record.finding.words}`)
  }
  return record
}

export async function photoSize(context: RootFolders, image: ImageReference): Promise<Size> {
  const record = await photoRecord(context, image)
  return uprightSize(record, record.orientation)
}

export async function photoBytes(context: RootFolders, image: ImageReference): Promise<MediaFile> {
  const photo = await findPhoto(context, image)
  const bytes = await readBytes(photo.path)
  const format = formatOfBytes(bytes)
  if (format === null || format === 'heic') {
    throw new StudioError(
      'corrupt',
      said`${photo.label}: expected a JPEG image, found other data; replace it by an intact copy`,
    )
  }
  return { bytes, contentType: `image/${format}` }
}

/** Errors: notFound, corrupt, io. */
export async function uprightJpeg(
  context: RootFolders,
  image: ImageReference,
): Promise<ConvertedPhoto> {
  const photo = await findPhoto(context, image)
  return convertPhoto(await readBytes(photo.path), photo.label)
}

/** Error: io. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    throw ioError(error, 'read', path)
  }
}
