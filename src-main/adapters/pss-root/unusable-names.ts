// Photos whose names are a trouble, for the studio or elsewhere. One finding for all of a kind.

import type { Problem } from '../../contract/schemas.ts'
import { said, tell } from '../../core/said.ts'

/**
 * In UTF-8. A file system has 255 for a file, and what is kept of a photo is called as it is with at most 43 more: a note on a
 * journal put aside.
 */
export const LONGEST_NAME_BYTES = 200

/** Photos that no list and no address could name, or whose labels no file system could. */
export function unusableNames(folder: string, files: readonly string[]): Problem[] {
  const [first] = [...files].sort()
  if (first === undefined) return []
  const words = said`expected names of photos with at most ${LONGEST_NAME_BYTES} bytes in UTF-8 (a Chinese character has 3), no
    "\\", no line break and no drive such as "d:" in front, found others (${files.length}, such as ${first}), which are left out; rename
    them with their labels`
  return [{ kind: 'unsupported', file: folder, ...tell(words) }]
}
