// The port behind the photo desk: where journals are kept.

import type { UserImage } from '../ports.ts'

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
  /** Puts a copy where no photo looks for it, and returns its path. */
  keepAside(image: UserImage): Promise<string>
  /** What keepAside put at this path; null when nothing of this photo is there. */
  readAside(image: UserImage, path: string): Promise<Uint8Array | null>
  remove(image: UserImage): Promise<void>
  /** Flushes what is not on the disk yet. */
  close(): Promise<void>
}
