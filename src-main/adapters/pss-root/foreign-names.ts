// What is wrong with the names of a folder's photos: on other systems, where the folder may go, or for the studio.
// One finding for all of a kind: a folder may hold thousands.

import type { Problem } from '../../contract/schemas.ts'
import { LONGEST_IMAGE_NAME } from '../../contract/schemas.ts'
import { isPortableName, sameElsewhere } from '../../core/lists/portable-name.ts'
import { said, tell } from '../../core/said.ts'

/** `names`: those of photos that are listed all the same. */
export function foreignNames(folder: string, names: readonly string[]): Problem[] {
  return [...sameNames(folder, names), ...notOnWindows(folder, names)]
}

function sameNames(folder: string, names: readonly string[]): Problem[] {
  const same = sameElsewhere(names)
  const [one] = same
  if (one === undefined) return []
  const words = said`expected names that differ in more than upper and lower case, found ${same.length} that do not, such as
    "${one.name}" beside "${one.first}", and Windows and macOS keep one file of the two; rename such a photo with its labels
    before the folder goes there`
  return [{ kind: 'conflict', file: folder, ...tell(words) }]
}

function notOnWindows(folder: string, names: readonly string[]): Problem[] {
  const impossible = names.filter((name) => !isPortableName(`${name}.png`))
  const [first] = impossible
  if (first === undefined) return []
  const words = said`expected names that Windows can have, found ${impossible.length} that it cannot, such as "${first}";
    rename such a photo with its labels before the folder goes there`
  return [{ kind: 'unsupported', file: folder, ...tell(words) }]
}

/** Photos that no list and no address could name. */
export function unusableNames(folder: string, files: readonly string[]): Problem[] {
  const [first] = [...files].sort()
  if (first === undefined) return []
  const words = said`expected names of photos with at most ${LONGEST_IMAGE_NAME} characters, no "\\", no line break and no drive
    such as "d:" in front, found others (${files.length}, such as ${first}), which are left out; rename them`
  return [{ kind: 'unsupported', file: folder, ...tell(words) }]
}
