// Which photo each label file of an import is of: the one that is called so, else the one that is called so but for upper
// and lower case and Unicode normalisation (macOS writes names apart from their accents), if it is clear which.

import { photoNameFor } from '../../core/lists/image-name.ts'
import { nameElsewhere } from '../../core/lists/portable-name.ts'

export interface PhotoMatch {
  /** The photo's name, or the file's where it is of none. */
  readonly name: string
  readonly isOtherCase: boolean
  /** Of a file of no photo, those it is called like but for these. */
  readonly alike: readonly string[]
}

/** `files` and `photos`: names. A photo that a file is called exactly like is that file's. */
export function matchPhotos(
  files: readonly string[],
  photos: Iterable<string>,
): (file: string) => PhotoMatch {
  const known = new Set(photos)
  const byNameElsewhere = Map.groupBy(known, nameElsewhere)
  const exactly = (file: string): string => photoNameFor(file, (name) => known.has(name))
  const taken = new Set(files.map(exactly))
  return (file) => {
    const name = exactly(file)
    if (known.has(name)) return { name, isOtherCase: false, alike: [] }
    const elsewhere = photoNameFor(nameElsewhere(file), (one) => byNameElsewhere.has(one))
    const alike = byNameElsewhere.get(elsewhere) ?? []
    const [only, ...more] = alike
    if (only === undefined || more.length > 0 || taken.has(only)) {
      return { name: file, isOtherCase: false, alike }
    }
    return { name: only, isOtherCase: true, alike: [] }
  }
}
