// The port to the thumbnails of a root, which are kept as derived data: made when somebody looks, or beforehand.

import type { ThumbnailSize } from '../../contract/media.ts'
import type { Problem } from '../../contract/schemas.ts'
import type { MediaFile } from './media-file.ts'

export interface ThumbnailFiles {
  /** Made when there is none yet. Errors: notFound, corrupt, unsupported, io. */
  thumbnail(user: string, name: string, size: ThumbnailSize): Promise<MediaFile>
  storedThumbnail(user: string, name: string, size: ThumbnailSize): Promise<MediaFile | null>
  /** Asks the disk for the time and size of every photo, and reads none. Errors: notFound (a photo), io. */
  missingThumbnails(user: string, size: ThumbnailSize): Promise<MissingThumbnails>
  /**
   * Makes and stores one. What is wrong with a photo that has none is returned; a damaged photo is also remembered
   * until its file changes: listings tell it, and it is missing no more. Error: io when nothing can be stored.
   */
  prepareThumbnail(user: string, name: string, size: ThumbnailSize): Promise<Problem | null>
}

export interface MissingThumbnails {
  readonly photoCount: number
  /** Known to be damaged as they are now: they cannot have a thumbnail. */
  readonly unreadableCount: number
  /** Of the others, those without a thumbnail of their present version. */
  readonly names: readonly string[]
}

/** A process that makes all that are missing, and ends. */
export interface ThumbnailRequest {
  readonly type: 'makeThumbnails'
  readonly rootPath: string
  readonly size: ThumbnailSize
}

export interface ThumbnailEvent {
  readonly type: 'thumbnailsMade'
  /** Of the photos of all users: with a thumbnail, or found to be without. */
  readonly done: number
  readonly total: number
  readonly unreadable: number
  /** Found since the last event. */
  readonly problems: readonly Problem[]
}
