// Thumbnails of a user's photos: found among those that are stored, made from the photo otherwise.

import type { ThumbnailSize } from '../../contract/media.ts'
import type { Problem } from '../../contract/schemas.ts'
import { StudioError } from '../../core/errors.ts'
import { imageNameOf } from '../../core/lists/image-name.ts'
import { said } from '../../core/said.ts'
import type { MissingThumbnails, ThumbnailFiles } from '../../services/ports/thumbnail-files.ts'
import type { FileStamp } from '../catalogue/file-stamps.ts'
import { examinePhoto } from '../catalogue/examine-photo.ts'
import { isSameVersion, stampOf, stampsOf } from '../catalogue/file-stamps.ts'
import { findingOf, problemOf } from '../catalogue/finding.ts'
import type { ThumbnailKey } from '../catalogue/thumbnail-store.ts'
import { resolveInside } from '../files/path-guard.ts'
import { encodeThumbnail } from '../images/photo.ts'
import { PHOTO_FOLDER, userFolder } from './layout.ts'
import { findPhoto, readBytes } from './photo-files.ts'
import type { PhotoFile } from './photo-files.ts'
import type { RootContext } from './root-context.ts'

interface WantedThumbnail extends PhotoFile {
  readonly key: ThumbnailKey
}

export function photoThumbnails(context: RootContext): ThumbnailFiles {
  const { thumbnails } = context
  return {
    async thumbnail(user, name, size) {
      const bytes = await obtain(context, await find(context, { user, name, size }))
      return { bytes, contentType: 'image/webp' }
    },
    async storedThumbnail(user, name, size) {
      const bytes = thumbnails.find((await find(context, { user, name, size })).key)
      return bytes === null ? null : { bytes, contentType: 'image/webp' }
    },
    missingThumbnails: (user, size) => listMissing(context, user, size),
    prepareThumbnail: (user, name, size) => prepare(context, { user, name, size }),
  }
}

interface Wish {
  readonly user: string
  readonly name: string
  readonly size: ThumbnailSize
}

async function find(context: RootContext, { user, name, size }: Wish): Promise<WantedThumbnail> {
  const photo = await findPhoto(context, { domain: 'user', user, name })
  const key = { ...(await stampOf(photo.path, photo.file)), folder: photo.folder, size }
  return { ...photo, key }
}

function obtain({ thumbnails }: RootContext, wanted: WantedThumbnail): Promise<Uint8Array> {
  const { path, label, key } = wanted
  const fromPhoto = async () => encodeThumbnail(await readBytes(path), label, key.size)
  // The stored one is ours: were it damaged, the photo still is not.
  return thumbnails.get(key, (larger) =>
    larger === null ? fromPhoto() : encodeThumbnail(larger, label, key.size).catch(fromPhoto),
  )
}

async function listMissing(
  context: RootContext,
  user: string,
  size: ThumbnailSize,
): Promise<MissingThumbnails> {
  const folder = `${userFolder(user)}/${PHOTO_FOLDER}`
  const { byName } = await context.photoIndex(folder).files()
  const files = [...byName.values()]
  const present = await stampsOf(await resolveInside(context.path, folder), files)
  const stored = byFile(context.thumbnails.stamps(folder, size))
  const damaged = byFile(context.catalogue.damagedPhotos(folder))
  const isAmong = (known: ReadonlyMap<string, FileStamp>, stamp: FileStamp): boolean => {
    const found = known.get(stamp.file)
    return found !== undefined && isSameVersion(found, stamp)
  }
  const without = present.filter((stamp) => !isAmong(stored, stamp))
  const missing = without.filter((stamp) => !isAmong(damaged, stamp))
  return {
    photoCount: present.length,
    unreadableCount: without.length - missing.length,
    names: missing.map(({ file }) => imageNameOf(file)),
  }
}

function byFile(stamps: readonly FileStamp[]): Map<string, FileStamp> {
  return new Map(stamps.map((stamp) => [stamp.file, stamp]))
}

async function prepare(context: RootContext, wish: Wish): Promise<Problem | null> {
  const label = `${userFolder(wish.user)}/${PHOTO_FOLDER}/${wish.name}`
  let wanted: WantedThumbnail | null = null
  try {
    wanted = await find(context, wish)
    await obtain(context, wanted)
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    if (wanted !== null && isDamage(error)) await remember(context, wanted, error)
    const file = wanted?.label ?? label
    return problemOf(file, findingOf(error, file, file))
  }
  if (context.thumbnails.find(wanted.key) !== null) return null
  throw new StudioError(
    'io',
    said`${context.path}: thumbnails cannot be stored; free some space and open the folder again`,
  )
}

function isDamage({ kind }: StudioError): boolean {
  return kind === 'corrupt' || kind === 'unsupported'
}

/** Listings tell it from now on. */
async function remember(
  { catalogue }: RootContext,
  { folder, label, path, key }: WantedThumbnail,
  error: StudioError,
): Promise<void> {
  const { file, modifiedMs, byteSize } = key
  const record = await examinePhoto(path, { file, modifiedMs, byteSize }, label)
  catalogue.updatePhotos(folder, [{ ...record, finding: findingOf(error, label, path) }], [])
}
