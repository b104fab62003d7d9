// The port behind the photo desk: where journals are kept.

import type { UserImage } from './image-reference.ts'

/** Of the photo's own mask, or of the blind one of whoever has this folder (core/labels/gold.ts). */
export type JournalKey = UserImage & { readonly whose?: `second.${string}` }

/** What is told of a journal that was put aside when it was found not to fit. */
export interface AsideNote {
  readonly moves: number
  /** It gives a whole mask of the photo's size, and nothing of it was applied. */
  readonly canReturn: boolean
}

export interface SetAside extends AsideNote {
  readonly path: string
}

/** The journals of a root's masks, one file each (core/journal), in the folder `.pss-studio/`. */
export interface JournalStore {
  /** Null when there is none. */
  read(mask: JournalKey): Promise<Uint8Array | null>
  /**
   * Writes behind the first `at` bytes in place of what was there, such as half a record. Flushed to the disk
   * within a second. Errors: conflict (the file is shorter: it was changed by someone else), io.
   */
  append(mask: JournalKey, at: number, bytes: Uint8Array): Promise<void>
  /** Replaces the whole journal, atomically. */
  replace(mask: JournalKey, bytes: Uint8Array): Promise<void>
  /** Puts a copy where no mask looks for it, and returns its path. What has a note is found until it is dismissed. */
  keepAside(mask: JournalKey, note?: AsideNote): Promise<string>
  /** The latest that has its note still; null when there is none. Error: io. */
  findAside(mask: JournalKey): Promise<SetAside | null>
  /** Takes the note away, or all of the mask; what was put aside stays. Error: io. */
  dismissAside(mask: JournalKey, path?: string): Promise<void>
  /** What keepAside put at this path; null when nothing of this mask is there. */
  readAside(mask: JournalKey, path: string): Promise<Uint8Array | null>
  remove(mask: JournalKey): Promise<void>
  /** Those of the photo's blind masks, whoever's. Error: io. */
  listBlind(image: UserImage): Promise<readonly JournalKey[]>
  /** Flushes what is not on the disk yet. */
  close(): Promise<void>
}
