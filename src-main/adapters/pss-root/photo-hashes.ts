// The SHA-256 of photos: by it a label record names the photo that was labelled. A photo is read for it only where its
// time or size changed since it was read last.

import { imageNameOf } from '../../core/lists/image-name.ts'
import type { UserImage } from '../../services/ports/image-reference.ts'
import type { HashedPhoto, PhotoRecord } from '../catalogue/catalogue.ts'
import { stampOf } from '../catalogue/file-stamps.ts'
import { mapConcurrent } from '../files/map-concurrent.ts'
import { resolveInside } from '../files/path-guard.ts'
import { sha256Of } from '../files/sha256.ts'
import { PHOTO_FOLDER, userFolder } from './layout.ts'
import { findPhoto, readBytes } from './photo-files.ts'
import type { RootContext } from './root-context.ts'

/** Whole photos in memory at a time. */
const CONCURRENCY = 4

/** Errors: notFound, io. */
export async function photoSha256(context: RootContext, image: UserImage): Promise<string> {
  const { folder, file, path } = await findPhoto(context, image)
  const known = context.catalogue.photoSha256(folder, await stampOf(path, file))
  return known ?? readSha256(context, image)
}

/** Reads the photo, whatever is known of it. Errors: notFound, io. */
export async function readSha256(context: RootContext, image: UserImage): Promise<string> {
  const { folder, file, path } = await findPhoto(context, image)
  const stamp = await stampOf(path, file)
  const sha256 = sha256Of(await readBytes(path))
  context.catalogue.learnPhotoSha256(folder, [{ ...stamp, sha256 }])
  return sha256
}

/** By image name. Error: io. */
export async function photoHashes(
  context: RootContext,
  user: string,
  photos: readonly PhotoRecord[],
): Promise<ReadonlyMap<string, string>> {
  const folder = `${userFolder(user)}/${PHOTO_FOLDER}`
  const learned: HashedPhoto[] = []
  const hashed = await mapConcurrent(photos, CONCURRENCY, async (photo) => {
    const name = imageNameOf(photo.file)
    if (photo.sha256 !== null) return [name, photo.sha256] as const
    const sha256 = sha256Of(await readBytes(await resolveInside(context.path, folder, photo.file)))
    learned.push({ ...photo, sha256 })
    return [name, sha256] as const
  })
  if (learned.length > 0) context.catalogue.learnPhotoSha256(folder, learned)
  return new Map(hashed)
}
