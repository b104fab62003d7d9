// Masks that cannot be read: kept, byte for byte, before anything takes their place.

import type { PhotoMask } from '../../services/ports/label-record-files.ts'
import { revisionOf } from '../catalogue/examine-mask.ts'
import { STUDIO_FOLDER } from '../files/artifact-store.ts'
import { writeFileAtomic } from '../files/atomic-write.ts'
import { resolveInside } from '../files/path-guard.ts'
import { readOrNull } from '../files/read-or-null.ts'
import { requireWritable } from '../files/write-access.ts'
import { findMask } from './label-map-files.ts'
import type { RootContext } from './root-context.ts'

/** Null when there is no mask file. Error: io. */
export async function keepDamagedMask(
  context: RootContext,
  image: PhotoMask,
): Promise<{ readonly revision: string; readonly keptAt: string } | null> {
  const mask = await findMask(context, image)
  requireWritable(context.access, mask.path)
  const bytes = await readOrNull(mask.path)
  if (bytes === null) return null
  const revision = revisionOf(bytes)
  const file = `${image.name}-${revision}.png`
  const keptAt = await resolveInside(context.path, STUDIO_FOLDER, 'damaged-masks', image.user, file)
  await writeFileAtomic(context.fileSystem, keptAt, bytes)
  return { revision, keptAt }
}
