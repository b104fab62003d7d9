// Writes a file so that a reader, a crash or a full disk never sees half of it: a temporary file in
// the same folder, flushed, then renamed over the old one.

import { randomUUID } from 'node:crypto'
import { open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { FileContent, WritableFileSystem } from './file-system.ts'
import { errorCode, ioError } from './io-error.ts'
import { renamePatiently } from './patient-rename.ts'

/** Temporary files start with this; whoever lists a folder skips them. */
export const TEMPORARY_PREFIX = '.pss-studio-tmp-'

/**
 * Errors: io, those of `bytes` and of `beforeRename`, which is asked when all is written; the old file, if any, is
 * then unchanged.
 */
export async function writeFileAtomic(
  fileSystem: WritableFileSystem,
  path: string,
  bytes: FileContent,
  beforeRename?: () => Promise<void>,
): Promise<void> {
  const folder = dirname(path)
  const temporary = join(folder, `${TEMPORARY_PREFIX}${randomUUID()}-${basename(path).slice(-40)}`)
  try {
    await fileSystem.makeFolder(folder)
    await fileSystem.writeNew(temporary, bytes)
    await beforeRename?.()
    await renamePatiently(fileSystem, { from: temporary, to: path })
  } catch (error) {
    await removeQuietly(fileSystem, temporary)
    throw errorCode(error) === null ? error : ioError(error, 'write', path)
  }
  await flushFolder(folder)
}

/** Renames a file over another one in the same folder. Error: io; both are then unchanged. */
export async function moveFile(
  fileSystem: WritableFileSystem,
  from: string,
  to: string,
): Promise<void> {
  try {
    await renamePatiently(fileSystem, { from, to })
  } catch (error) {
    throw ioError(error, 'write', to)
  }
  await flushFolder(dirname(to))
}

/** The write already failed with its own error, which matters more than a leftover. */
async function removeQuietly(fileSystem: WritableFileSystem, path: string): Promise<void> {
  await fileSystem.remove(path).catch(() => undefined)
}

/** Makes the rename itself survive a power loss where the system can; Windows cannot. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r').catch(() => null)
  if (handle === null) return
  await handle.sync().catch(() => undefined)
  await handle.close()
}
