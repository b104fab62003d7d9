// The labelled pairs of the source domain (VOC2012), by its list file.

import type { Problem } from '../../contract/schemas.ts'
import { parseImageList } from '../../core/lists/pss-lists.ts'
import type { SourceListing } from '../../services/ports.ts'
import { resolveInside } from '../files/path-guard.ts'
import { sourceMaskFolder } from './label-map-files.ts'
import { PHOTO_FOLDER, SOURCE_FOLDER, isFolder } from './layout.ts'
import { missingFiles, readList } from './read-list.ts'
import type { RootContext } from './root-context.ts'
import { said, tell } from '../../core/said.ts'

const LIST_FOLDER = `${SOURCE_FOLDER}/ImageSets/Segmentation`

/** No pairs and no problems when there is no VOC2012 folder. */
export async function listSource(context: RootContext): Promise<SourceListing> {
  if (!(await isFolder(await resolveInside(context.path, SOURCE_FOLDER)))) {
    return { names: [], problems: [] }
  }
  const photoFolder = `${SOURCE_FOLDER}/${PHOTO_FOLDER}`
  const maskFolder = `${SOURCE_FOLDER}/${await sourceMaskFolder(context.path)}`
  const photos = await context.photoIndex(photoFolder).files()
  const masks = await context.maskIndex(maskFolder).files()
  const list = await readSourceList(context.path, maskFolder)
  const withPhoto = list.names.filter((name) => photos.byName.has(name))
  return {
    names: withPhoto.filter((name) => masks.byName.has(name)),
    problems: [
      ...photos.problems,
      ...masks.problems,
      ...list.problems,
      ...missingFiles(
        'photo',
        list.file,
        list.names.filter((name) => !photos.byName.has(name)),
        photoFolder,
      ),
      ...missingFiles(
        'mask',
        list.file,
        withPhoto.filter((name) => !masks.byName.has(name)),
        maskFolder,
      ),
    ],
  }
}

interface SourceList {
  readonly file: string
  readonly names: readonly string[]
  readonly problems: readonly Problem[]
}

/** train_aug.txt (VOC and SBD), or VOC's own train.txt beside VOC's own masks. */
async function readSourceList(rootPath: string, maskFolder: string): Promise<SourceList> {
  const folder = maskFolder.endsWith('Aug') ? 'SegmentationClassAug' : 'SegmentationClass'
  for (const name of ['train_aug.txt', 'train.txt']) {
    const file = `${LIST_FOLDER}/${name}`
    const list = await readList(rootPath, file, (text, label) =>
      parseImageList(text, label, folder),
    )
    if (list.isPresent) {
      return { file, names: list.entries.map((entry) => entry.name), problems: list.problems }
    }
  }
  const file = `${LIST_FOLDER}/train_aug.txt`
  const words = said`expected the list of the labelled source photos, found none, so that no source photo is used;
    put VOC’s list there, one photo name a line`
  return { file, names: [], problems: [{ kind: 'notFound', file, ...tell(words) }] }
}
