// imgLabelList.txt of a user, written anew with some photos changed. A list that cannot be understood is
// never written over.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { withImageLabels } from '../../core/lists/image-labels.ts'
import type { ImageLabelChanges } from '../../core/lists/image-labels.ts'
import { formatImageLabels, parseImageLabels } from '../../core/lists/pss-lists.ts'
import { writeFileAtomic } from '../files/atomic-write.ts'
import { resolveInside } from '../files/path-guard.ts'
import { requireWritable } from '../files/write-access.ts'
import { IMAGE_LABEL_LIST, PHOTO_FOLDER, userFolder } from './layout.ts'
import { readTextOrNull } from './read-list.ts'
import type { RootContext } from './root-context.ts'

/** Errors: notFound (a photo), invalidInput (the list as it is), io. One call at a time for a user. */
export async function saveImageLabels(
  context: RootContext,
  user: string,
  changes: ImageLabelChanges,
): Promise<void> {
  const folder = userFolder(user)
  const file = `${folder}/${IMAGE_LABEL_LIST}`
  const path = await resolveInside(context.path, file)
  requireWritable(context.access, path)
  const { byName } = await context.photoIndex(`${folder}/${PHOTO_FOLDER}`).files()
  const absent = [...changes.keys()].find((name) => !byName.has(name))
  if (absent !== undefined) {
    throw new StudioError(
      'notFound',
      said`${folder}/${PHOTO_FOLDER}: there is no photo named "${absent}"; nothing was written, reload the photos`,
    )
  }
  const text = await readTextOrNull(path)
  const images = text === null ? [] : parseImageLabels(text, file)
  const next = withImageLabels(images, changes, (name) => `/${PHOTO_FOLDER}/${byName.get(name)}`)
  await writeFileAtomic(context.fileSystem, path, Buffer.from(formatImageLabels(next)))
}
