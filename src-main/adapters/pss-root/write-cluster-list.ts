// train_cluster<K>.txt of a user: one line a photo with its group, as other programs for PSS expect it.

import { extname } from 'node:path'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { formatGroupedList, groupedImage } from '../../core/lists/pss-lists.ts'
import { writeFileAtomic } from '../files/atomic-write.ts'
import { resolveInside } from '../files/path-guard.ts'
import { requireWritable } from '../files/write-access.ts'
import { PHOTO_FOLDER, userFolder } from './layout.ts'
import type { ClusterGroups } from '../../services/ports/cluster-groups.ts'
import type { RootContext } from './root-context.ts'

/** The path written. Errors: invalidInput when a photo has no group; io. */
export async function writeClusterList(
  context: RootContext,
  user: string,
  { groupCount, groupOf }: ClusterGroups,
): Promise<string> {
  const folder = userFolder(user)
  const path = await resolveInside(context.path, folder, `train_cluster${groupCount}.txt`)
  requireWritable(context.access, path)
  const { byName } = await context.photoIndex(`${folder}/${PHOTO_FOLDER}`).files()
  const lines = [...byName.entries()].sort().map(([name, file]) => {
    const group = groupOf.get(name)
    if (group === undefined) {
      throw new StudioError(
        'invalidInput',
        said`${path}: expected a group for every photo, found none for "${name}"; group the photos again`,
      )
    }
    return groupedImage(name, group, extname(file).slice(1))
  })
  await writeFileAtomic(context.fileSystem, path, Buffer.from(formatGroupedList(lines)))
  return path
}
