// Where a journal lies in the folders of journals: by user, and a blind mask's by whoever draws it too.

import { readdir } from 'node:fs/promises'
import type { JournalKey } from '../../services/ports/journals.ts'
import type { WritableFileSystem } from './file-system.ts'
import { ioError, isMissing } from './io-error.ts'

export const JOURNAL_ENDING = '.journal'

/** Whoever labels blind has a folder, in which drawn photos and gold ones are alike. */
export function journalFolder({ user, whose }: JournalKey): string[] {
  return whose === undefined ? [user] : [user, whose]
}

export function isPersonFolder(name: string): name is NonNullable<JournalKey['whose']> {
  return /^second\.[0-9a-f]+$/.test(name)
}

/** Empty where there is no folder. Error: io. */
export async function namesIn(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    if (isMissing(error)) return []
    throw ioError(error, 'list', path)
  }
}

/** Error: io. */
export async function removeFile(fileSystem: WritableFileSystem, path: string): Promise<void> {
  await fileSystem.remove(path).catch((error: unknown) => {
    throw ioError(error, 'remove', path)
  })
}
