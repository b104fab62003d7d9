// Names for imported photos: from the file name, safe in list files and on every file system.

import { imageNameOf } from '../../core/lists/image-name.ts'
import { isPortableName } from '../../core/lists/portable-name.ts'

const MAXIMUM_LENGTH = 80

/** A giver of unique names; names that differ only in upper and lower case count as the same. */
export function createPhotoNames(): (file: string) => string {
  const taken = new Set<string>()
  return (file) => {
    const wanted = safeName(file)
    let name = wanted
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted}-${number}`
    taken.add(name.toLowerCase())
    return name
  }
}

/** The last part of a path without extension, in letters, digits, "-" and "_". */
function safeName(file: string): string {
  const last = imageNameOf(file.slice(file.lastIndexOf('/') + 1))
  const plain = last
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, MAXIMUM_LENGTH)
  return isPortableName(plain) && plain !== '' ? plain : `photo${plain}`
}
