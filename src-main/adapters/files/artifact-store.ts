// The folder .pss-studio/ of a root: derived data and runs by key. Never writes outside that folder
// and never half a file.

import { open, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { ArtifactStore } from '../../services/ports.ts'
import { TEMPORARY_PREFIX, writeFileAtomic } from './atomic-write.ts'
import type { WritableFileSystem } from './file-system.ts'
import { errorCode, ioError, isMissing } from './io-error.ts'
import { joinInside, resolveInside } from './path-guard.ts'
import { readOrNull } from './read-or-null.ts'
import { requireWritable } from './write-access.ts'
import type { WriteAccess } from './write-access.ts'

export const STUDIO_FOLDER = '.pss-studio'

export interface ArtifactStoreOptions {
  readonly rootPath: string
  readonly access: WriteAccess
  readonly fileSystem: WritableFileSystem
}

export function createArtifactStore(options: ArtifactStoreOptions): ArtifactStore {
  const { rootPath, access, fileSystem } = options
  const folder = join(rootPath, STUDIO_FOLDER)
  const locate = (key: string): string => joinInside(folder, checkedKey(key))
  const toWrite = async (key: string): Promise<string> => {
    const path = locate(key)
    requireWritable(access, path)
    return resolveInside(rootPath, STUDIO_FOLDER, key)
  }
  return {
    locate,
    read: async (key) => readOrNull(locate(key)),
    async write(key, bytes) {
      await writeFileAtomic(fileSystem, await toWrite(key), bytes)
    },
    async appendLine(key, line) {
      if (/[\r\n]/.test(line)) {
        throw new StudioError('invalidInput', said`${key}: one line expected, got several`)
      }
      await appendLine(fileSystem, await toWrite(key), line)
    },
    list: async (key) => listNames(locate(key)),
    async remove(key) {
      const path = await toWrite(key)
      await fileSystem.remove(path).catch((error: unknown) => {
        throw ioError(error, 'remove', path)
      })
    },
  }
}

function checkedKey(key: string): string {
  if (/\\|\/\/|^\/|\/$|(^|\/)\.(\/|$)/.test(key)) {
    throw new StudioError(
      'invalidInput',
      said`key "${key}": expected names separated by single "/", such as "runs/x/run.json"`,
    )
  }
  return key
}

async function listNames(path: string): Promise<string[]> {
  try {
    const names = await readdir(path)
    return names.filter((name) => !name.startsWith(TEMPORARY_PREFIX)).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw ioError(error, 'list', path)
  }
}

async function appendLine(
  fileSystem: WritableFileSystem,
  path: string,
  line: string,
): Promise<void> {
  try {
    await fileSystem.makeFolder(dirname(path))
    const start = (await endsInsideLine(path)) ? '\n' : ''
    await fileSystem.append(path, `${start}${line}\n`)
  } catch (error) {
    throw ioError(error, 'write', path)
  }
}

/** A crash or a full disk can leave half a line; the next one must not be glued to it. */
async function endsInsideLine(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  if (file === null) return false
  try {
    const { size } = await file.stat()
    if (size === 0) return false
    const { buffer } = await file.read({ buffer: Buffer.alloc(1), position: size - 1 })
    return buffer[0] !== 0x0a
  } finally {
    await file.close()
  }
}
