// Writes a folder that appears whole or not at all: into a temporary folder beside it, then renamed.

import { randomUUID } from 'node:crypto'
import { readdir, rmdir } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { TEMPORARY_PREFIX } from './atomic-write.ts'
import type { FileContent, WritableFileSystem } from './file-system.ts'
import { errorCode, ioError, isMissing } from './io-error.ts'
import { joinInside } from './path-guard.ts'
import { renamePatiently } from './patient-rename.ts'

export interface NewFile {
  /** May lie in a subfolder: parts with forward slashes. */
  readonly name: string
  readonly bytes: FileContent
}

/**
 * The names written. The files are asked for when the folder is known to be new or empty.
 * Errors: invalidInput, conflict, io, and those of `files`; nothing is left behind then.
 */
export async function writeNewFolder(
  fileSystem: WritableFileSystem,
  folder: string,
  files: AsyncIterable<NewFile>,
): Promise<readonly string[]> {
  if (!isAbsolute(folder)) {
    throw new StudioError('invalidInput', said`"${folder}": expected an absolute path of a folder`)
  }
  await requireNewOrEmpty(folder)
  const temporary = join(dirname(folder), `${TEMPORARY_PREFIX}${randomUUID()}-${basename(folder)}`)
  const names: string[] = []
  try {
    await writing(folder, fileSystem.makeFolder(temporary))
    for await (const { name, bytes } of files) {
      await writing(folder, writeInside(fileSystem, joinInside(temporary, name), bytes))
      names.push(name)
    }
    await writing(folder, replaceEmpty(fileSystem, temporary, folder))
  } catch (error) {
    await fileSystem.remove(temporary).catch(() => undefined)
    throw error
  }
  return names
}

async function writeInside(
  fileSystem: WritableFileSystem,
  path: string,
  bytes: FileContent,
): Promise<void> {
  await fileSystem.makeFolder(dirname(path))
  await fileSystem.writeNew(path, bytes)
}

async function requireNewOrEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw ioError(error, 'write', folder)
  })
  if (entries.length > 0) throw notEmpty(folder)
}

/** Not every system renames over a folder that is there. */
async function replaceEmpty(
  fileSystem: WritableFileSystem,
  temporary: string,
  folder: string,
): Promise<void> {
  await rmdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return
    if (errorCode(error) === 'ENOTEMPTY' || errorCode(error) === 'EEXIST') throw notEmpty(folder)
    throw error
  })
  await renamePatiently(fileSystem, { from: temporary, to: folder })
}

function notEmpty(folder: string): StudioError {
  return new StudioError(
    'conflict',
    said`${folder}: the folder is not empty; name a new one, or empty it first`,
  )
}

async function writing<T>(folder: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw ioError(error, 'write', folder)
  }
}
