// Removes what a killed studio left half-written: temporary files in the folders that only the studio with the
// lock writes to. Runs may still be written by a worker, so that their folder is left alone.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { STUDIO_FOLDER } from '../files/artifact-store.ts'
import { TEMPORARY_PREFIX } from '../files/atomic-write.ts'
import type { WritableFileSystem } from '../files/file-system.ts'
import { ioError } from '../files/io-error.ts'
import { PERSONAL_FOLDER } from './layout.ts'

/** Error: io. */
export async function removeLeftovers(
  rootPath: string,
  fileSystem: WritableFileSystem,
): Promise<void> {
  const studio = join(rootPath, STUDIO_FOLDER)
  const users = await foldersIn(join(rootPath, PERSONAL_FOLDER))
  const journals = await foldersIn(join(studio, 'journals'))
  const below = await Promise.all([...users, ...journals].map(foldersIn))
  const folders = [studio, ...users, ...journals, ...below.flat()]
  for (const folder of folders) {
    for (const name of await namesIn(folder)) {
      if (!name.startsWith(TEMPORARY_PREFIX)) continue
      const path = join(folder, name)
      await fileSystem.remove(path).catch((error: unknown) => {
        throw ioError(error, 'remove', path)
      })
    }
  }
}

/** Paths of the folders right below. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))
}

/** A folder that cannot be listed has its own message where it is needed. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
