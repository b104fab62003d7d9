// Names that differ in upper and lower case alone: two photos on Linux, of whose files Windows and macOS keep one.

import type { Problem } from '../../contract/schemas.ts'
import { sameElsewhere } from '../../core/lists/portable-name.ts'
import { said, tell } from '../../core/said.ts'

/** One for each name after the first of its kind. */
export function sameNames(names: Iterable<string>): Problem[] {
  return sameElsewhere(names).map(({ name, first }) => {
    const words = said`the name differs from "${first}" in upper and lower case alone, and Windows and macOS keep one file of the two;
      rename one of the photos with its labels and export again before the files go there`
    return { kind: 'conflict', file: name, ...tell(words) }
  })
}
