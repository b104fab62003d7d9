// The journals of a root, below .pss-studio/journals/. Appending is one write; flushing to the disk is done for
// all writes of a moment together, so that painting never waits for it.

import { basename, dirname } from 'node:path'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { UserImage } from '../../services/ports.ts'
import type { JournalStore } from '../../services/ports/journals.ts'
import { STUDIO_FOLDER } from './artifact-store.ts'
import { writeFileAtomic } from './atomic-write.ts'
import type { WritableFileSystem } from './file-system.ts'
import { ioError, isMissing } from './io-error.ts'
import { joinInside, resolveInside } from './path-guard.ts'
import { readOrNull } from './read-or-null.ts'
import { requireWritable } from './write-access.ts'
import type { WriteAccess } from './write-access.ts'

export interface JournalStoreOptions {
  readonly rootPath: string
  readonly access: WriteAccess
  readonly fileSystem: WritableFileSystem
}

const FLUSH_MS = 500
const FOLDER = 'journals'
const ASIDE_FOLDER = 'journals-aside'
const ENDING = '.journal'

export function createJournalStore(options: JournalStoreOptions): JournalStore {
  const { rootPath, access, fileSystem } = options
  const flusher = createFlusher(fileSystem)
  const place = (image: UserImage): string[] => [FOLDER, image.user, `${image.name}${ENDING}`]
  const toRead = (image: UserImage): string => joinInside(rootPath, STUDIO_FOLDER, ...place(image))

  async function toWrite(parts: readonly string[]): Promise<string> {
    requireWritable(access, joinInside(rootPath, STUDIO_FOLDER, ...parts))
    return resolveInside(rootPath, STUDIO_FOLDER, ...parts)
  }

  return {
    read: (image) => readOrNull(toRead(image)),
    async append(image, at, bytes) {
      const path = await toWrite(place(image))
      flusher.rethrow(path)
      if (at === 0) await writing(path, fileSystem.makeFolder(dirname(path)))
      const isWritten = await writing(path, writeTail(fileSystem, path, at, bytes))
      if (!isWritten) throw changedElsewhere(path)
      flusher.schedule(path)
    },
    async replace(image, bytes) {
      await writeFileAtomic(fileSystem, await toWrite(place(image)), bytes)
    },
    async keepAside(image) {
      const bytes = await readOrNull(toRead(image))
      const stamp = new Date().toISOString().replace(/[:.]/g, '-')
      const path = await toWrite([ASIDE_FOLDER, image.user, `${image.name}-${stamp}${ENDING}`])
      await writeFileAtomic(fileSystem, path, bytes ?? new Uint8Array())
      return path
    },
    async readAside(image, path) {
      const name = basename(path)
      const kept = joinInside(rootPath, STUDIO_FOLDER, ASIDE_FOLDER, image.user, name)
      return kept === path && isAsideOf(image, name) ? readOrNull(kept) : null
    },
    async remove(image) {
      const path = await toWrite(place(image))
      await fileSystem.remove(path).catch((error: unknown) => {
        throw ioError(error, 'remove', path)
      })
    },
    close: () => flusher.close(),
  }
}

/** A photo may be called as another one with more behind it: what follows its name is the time alone. */
function isAsideOf({ name }: UserImage, file: string): boolean {
  const rest = file.startsWith(name) ? file.slice(name.length) : ''
  return /^-\d{4}-\d\d-\d\dT[\d-]+Z$/.test(rest.slice(0, -ENDING.length)) && rest.endsWith(ENDING)
}

/** False too when the file has gone. */
async function writeTail(
  fileSystem: WritableFileSystem,
  path: string,
  at: number,
  bytes: Uint8Array,
): Promise<boolean> {
  try {
    return await fileSystem.writeTail(path, at, bytes)
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

async function writing<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw ioError(error, 'write', path)
  }
}

function changedElsewhere(path: string): StudioError {
  return new StudioError(
    'conflict',
    said`${path}: the journal was removed or cut by someone else while its photo was open; open the photo again`,
  )
}

interface Flusher {
  schedule(path: string): void
  /** Throws what the last flush of this file met. */
  rethrow(path: string): void
  close(): Promise<void>
}

/** A file is flushed once for all that was written to it within the time. */
function createFlusher(fileSystem: WritableFileSystem): Flusher {
  const timers = new Map<string, NodeJS.Timeout>()
  const running = new Set<Promise<void>>()
  const failures = new Map<string, StudioError>()

  function flush(path: string): Promise<void> {
    clearTimeout(timers.get(path))
    timers.delete(path)
    const work = fileSystem
      .flush(path)
      .catch((error: unknown) => {
        if (!isMissing(error)) failures.set(path, ioError(error, 'write', path))
      })
      .finally(() => running.delete(work))
    running.add(work)
    return work
  }

  return {
    schedule(path) {
      if (timers.has(path)) return
      const timer = setTimeout(() => void flush(path), FLUSH_MS)
      timer.unref()
      timers.set(path, timer)
    },
    rethrow(path) {
      const failure = failures.get(path)
      if (failure === undefined) return
      failures.delete(path)
      throw failure
    },
    async close() {
      await Promise.all([...timers.keys()].map(flush))
      await Promise.all(running)
    },
  }
}
