// Renames on Windows as well, where virus scanners and indexers hold what was just written: for milliseconds a file,
// for seconds a folder of thousands.

import type { WritableFileSystem } from './file-system.ts'
import { errorCode } from './io-error.ts'

export interface RenameWay {
  readonly from: string
  readonly to: string
}

/** All waits together are five seconds. */
const WAITS_MS = [20, 40, 80, 160, 300, 400, 1_000, 1_000, 1_000, 1_000]
/** What Windows says of a file that somebody else has open. Elsewhere these mean that one may not. */
const PASSING = ['EPERM', 'EACCES', 'EBUSY']

/** The file system's error; then both are unchanged. */
export async function renamePatiently(
  fileSystem: WritableFileSystem,
  { from, to }: RenameWay,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  for (const waitMs of platform === 'win32' ? WAITS_MS : []) {
    try {
      return await fileSystem.rename(from, to)
    } catch (error) {
      if (!PASSING.includes(errorCode(error) ?? '')) throw error
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
  await fileSystem.rename(from, to)
}
