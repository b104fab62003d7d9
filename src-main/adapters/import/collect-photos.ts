// Finds the photos of a folder and its subfolders. Hidden entries and linked folders are left out.

import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Problem } from '../../contract/schemas.ts'
import { ioError } from '../files/io-error.ts'
import { formatOfName, isImageName } from '../images/image-format.ts'
import { said, tell } from '../../core/said.ts'

export interface FoundPhotos {
  /** Paths relative to the folder, with forward slashes, sorted. */
  readonly files: readonly string[]
  /** Images of kinds that cannot be imported. */
  readonly unsupported: readonly Problem[]
}

/** `avoid`: absolute paths of folders that are not entered. Error: io. */
export async function collectPhotos(
  folder: string,
  avoid: readonly string[],
): Promise<FoundPhotos> {
  const files: string[] = []
  const unsupported: Problem[] = []
  const waiting = [folder]
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    for (const entry of await readEntries(current)) {
      const path = join(current, entry.name)
      const file = relative(folder, path).split(sep).join('/')
      if (entry.isDirectory() && !avoid.includes(path)) waiting.push(path)
      if (!entry.isFile()) continue
      if (formatOfName(entry.name) !== null) files.push(file)
      else if (isImageName(entry.name)) unsupported.push(otherKind(file))
    }
  }
  return { files: files.sort(), unsupported }
}

async function readEntries(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.filter((entry) => !entry.name.startsWith('.'))
  } catch (error) {
    throw ioError(error, 'list', folder)
  }
}

function otherKind(file: string): Problem {
  const words = said`expected JPEG, PNG, WebP or HEIC, found another kind of image; convert it to JPEG`
  return { kind: 'unsupported', file, ...tell(words) }
}
