// What the parts of an opened root share: its path, its catalogue and the indices of its folders.

import type { Catalogue } from '../catalogue/catalogue.ts'
import type { ThumbnailStore } from '../catalogue/thumbnail-store.ts'
import type { WritableFileSystem } from '../files/file-system.ts'
import type { WriteAccess } from '../files/write-access.ts'
import { formatOfName } from '../images/image-format.ts'
import { createFolderIndex } from './folder-index.ts'
import type { FolderIndex } from './folder-index.ts'

export interface RootContext {
  readonly path: string
  readonly access: WriteAccess
  readonly fileSystem: WritableFileSystem
  readonly catalogue: Catalogue
  readonly thumbnails: ThumbnailStore
  /** By folder relative to the root. */
  photoIndex(folder: string): FolderIndex
  maskIndex(folder: string): FolderIndex
}

export type RootContextParts = Omit<RootContext, 'photoIndex' | 'maskIndex'>

export function createRootContext(parts: RootContextParts): RootContext {
  const indices = new Map<string, FolderIndex>()
  const indexOf = (folder: string, accepts: (file: string) => boolean): FolderIndex => {
    const index = indices.get(folder) ?? createFolderIndex(parts.path, folder, accepts)
    indices.set(folder, index)
    return index
  }
  return {
    ...parts,
    photoIndex: (folder) => indexOf(folder, (file) => formatOfName(file) === 'jpeg'),
    maskIndex: (folder) => indexOf(folder, (file) => /\.png$/i.test(file)),
  }
}
