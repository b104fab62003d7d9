// The port behind the photo desk: where journals are kept.

import type { UserImage } from '../ports.ts'

/** What is told of a journal that was put aside when it was found not to fit. */
export interface AsideNote {
  readonly moves: number
  /** It gives a whole mask of the photo's size, and nothing of it was applied. */
  readonly canReturn: boolean
}

export interface SetAside extends AsideNote {
  readonly path: string
}

/** The journals of a root's photos, one file each (core/journal), in the folder `.pss-studio/`. */
export interface JournalStore {
  /** Null when there is none. */
  read(image: UserImage): Promise<Uint8Array | null>
  /**
   * Writes behind the first `at` bytes in place of what was there, such as half a record. Flushed to the disk
   * within a second. Errors: conflict (the file is shorter: it was changed by someone else), io.
   */
  append(image: UserImage, at: number, bytes: Uint8Array): Promise<void>
  /** Replaces the whole journal, atomically. */
  replace(image: UserImage, bytes: Uint8Array): Promise<void>
  /** Puts a copy where no photo looks for it, and returns its path. What has a note is found until it is dismissed. */
  keepAside(image: UserImage, note?: AsideNote): Promise<string>
  /** The latest that has its note still; null when there is none. Error: io. */
  findAside(image: UserImage): Promise<SetAside | null>
  /** Takes the note away, or all of the photo; what was put aside stays. Error: io. */
  dismissAside(image: UserImage, path?: string): Promise<void>
  /** What keepAside put at this path; null when nothing of this photo is there. */
  readAside(image: UserImage, path: string): Promise<Uint8Array | null>
  remove(image: UserImage): Promise<void>
  /** Flushes what is not on the disk yet. */
  close(): Promise<void>
}
