// What the parts of an opened root share: its path, its catalogue and the indices of its folders. Reading
// photos and masks needs the folders alone.

import type { Catalogue } from '../catalogue/catalogue.ts'
import type { MaskReader } from '../catalogue/mask-reader.ts'
import type { ThumbnailStore } from '../catalogue/thumbnail-store.ts'
import type { WritableFileSystem } from '../files/file-system.ts'
import type { WriteAccess } from '../files/write-access.ts'
import { formatOfName, isImageName } from '../images/image-format.ts'
import { imageNameSchema } from '../../contract/schemas.ts'
import type { Problem } from '../../contract/schemas.ts'
import { imageNameOf } from '../../core/lists/image-name.ts'
import { said, tell } from '../../core/said.ts'
import { createFolderIndex } from './folder-index.ts'
import type { FolderIndex, WantedFiles } from './folder-index.ts'
import { LONGEST_NAME_BYTES, unusableNames } from './unusable-names.ts'

export interface RootFolders {
  readonly path: string
  /** By folder relative to the root. */
  photoIndex(folder: string): FolderIndex
  maskIndex(folder: string): FolderIndex
  recordIndex(folder: string): FolderIndex
}

export interface RootContext extends RootFolders {
  readonly access: WriteAccess
  readonly fileSystem: WritableFileSystem
  readonly catalogue: Catalogue
  readonly thumbnails: ThumbnailStore
  readonly masks: MaskReader
}

export function createRootFolders(path: string): RootFolders {
  const indices = new Map<string, FolderIndex>()
  const indexOf = (folder: string, wanted: WantedFiles): FolderIndex => {
    const index = indices.get(folder) ?? createFolderIndex(path, folder, wanted)
    indices.set(folder, index)
    return index
  }
  return {
    path,
    photoIndex: (folder) =>
      indexOf(folder, {
        accepts: (file) => isPhoto(file) && isUsable(file),
        leftOut: (files) => [
          ...otherImages(
            folder,
            files.filter((file) => isImageName(file) && !isPhoto(file)),
          ),
          ...unusableNames(folder, files.filter(isPhoto)),
        ],
      }),
    maskIndex: (folder) => indexOf(folder, { accepts: (file) => /\.png$/i.test(file) }),
    recordIndex: (folder) => indexOf(folder, { accepts: (file) => /\.json$/i.test(file) }),
  }
}

function isPhoto(file: string): boolean {
  return formatOfName(file) === 'jpeg'
}

function isUsable(file: string): boolean {
  const name = imageNameOf(file)
  return Buffer.byteLength(name) <= LONGEST_NAME_BYTES && imageNameSchema.safeParse(name).success
}

/** One for all of them: a folder may hold thousands. */
function otherImages(folder: string, files: readonly string[]): Problem[] {
  const [first] = [...files].sort()
  if (first === undefined) return []
  const words = said`expected photos named .jpg, found other images as well (${files.length}, such as ${first}), which
    are left out; import the folder as a new user to convert them`
  return [{ kind: 'unsupported', file: folder, ...tell(words) }]
}
