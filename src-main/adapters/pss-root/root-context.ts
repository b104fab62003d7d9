// What the parts of an opened root share: its path, its catalogue and the indices of its folders. Reading
// photos and masks needs the folders alone.

import type { Catalogue } from '../catalogue/catalogue.ts'
import type { ThumbnailStore } from '../catalogue/thumbnail-store.ts'
import type { WritableFileSystem } from '../files/file-system.ts'
import type { WriteAccess } from '../files/write-access.ts'
import { formatOfName } from '../images/image-format.ts'
import { createFolderIndex } from './folder-index.ts'
import type { FolderIndex } from './folder-index.ts'

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
}

export function createRootFolders(path: string): RootFolders {
  const indices = new Map<string, FolderIndex>()
  const indexOf = (folder: string, accepts: (file: string) => boolean): FolderIndex => {
    const index = indices.get(folder) ?? createFolderIndex(path, folder, accepts)
    indices.set(folder, index)
    return index
  }
  return {
    path,
    photoIndex: (folder) => indexOf(folder, (file) => formatOfName(file) === 'jpeg'),
    maskIndex: (folder) => indexOf(folder, (file) => /\.png$/i.test(file)),
    recordIndex: (folder) => indexOf(folder, (file) => /\.json$/i.test(file)),
  }
}
