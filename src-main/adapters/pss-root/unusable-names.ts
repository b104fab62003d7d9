// Photos whose names are a trouble, for the studio or elsewhere. One finding for all of a kind.

import type { Problem } from '../../contract/schemas.ts'
import { LONGEST_IMAGE_NAME } from '../../contract/schemas.ts'
import { said, tell } from '../../core/said.ts'

/** Photos that no list and no address could name. */
export function unusableNames(folder: string, files: readonly string[]): Problem[] {
  const [first] = [...files].sort()
  if (first === undefined) return []
  const words = said`expected names of photos with at most ${LONGEST_IMAGE_NAME} characters, no "\\", no line break and no drive
    such as "d:" in front, found others (${files.length}, such as ${first}), which are left out; rename them`
  return [{ kind: 'unsupported', file: folder, ...tell(words) }]
}
