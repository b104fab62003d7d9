// The journals of a root, below .pss-studio/journals/. Appending is one write; flushing to the disk is done for
// all writes of a moment together, so that painting never waits for it.

import { dirname } from 'node:path'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { JournalKey, JournalStore } from '../../services/ports/journals.ts'
import { STUDIO_FOLDER } from './artifact-store.ts'
import { writeFileAtomic } from './atomic-write.ts'
import type { WritableFileSystem } from './file-system.ts'
import { ioError, isMissing } from './io-error.ts'
import {
  JOURNAL_ENDING,
  isPersonFolder,
  journalFolder,
  namesIn,
  removeFile,
} from './journal-folders.ts'
import { createJournalsAside } from './journals-aside.ts'
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

export function createJournalStore(options: JournalStoreOptions): JournalStore {
  const { rootPath, access, fileSystem } = options
  const flusher = createFlusher(fileSystem)
  const place = (mask: JournalKey): string[] => [
    FOLDER,
    ...journalFolder(mask),
    `${mask.name}${JOURNAL_ENDING}`,
  ]
  const toRead = (mask: JournalKey): string => joinInside(rootPath, STUDIO_FOLDER, ...place(mask))

  async function toWrite(parts: readonly string[]): Promise<string> {
    requireWritable(access, joinInside(rootPath, STUDIO_FOLDER, ...parts))
    return resolveInside(rootPath, STUDIO_FOLDER, ...parts)
  }

  const aside = createJournalsAside({ rootPath, fileSystem, toWrite })

  return {
    read: (mask) => readOrNull(toRead(mask)),
    async append(mask, at, bytes) {
      const path = await toWrite(place(mask))
      flusher.rethrow(path)
      if (at === 0) await writing(path, fileSystem.makeFolder(dirname(path)))
      const isWritten = await writing(path, writeTail(fileSystem, path, at, bytes))
      if (!isWritten) throw changedElsewhere(path)
      flusher.schedule(path)
    },
    async replace(mask, bytes) {
      await writeFileAtomic(fileSystem, await toWrite(place(mask)), bytes)
    },
    keepAside: async (mask, note) =>
      aside.keep(mask, (await readOrNull(toRead(mask))) ?? new Uint8Array(), note),
    findAside: aside.findAside,
    dismissAside: aside.dismissAside,
    readAside: aside.readAside,
    remove: async (mask) => removeFile(fileSystem, await toWrite(place(mask))),
    async listBlind(image) {
      const folder = dirname(toRead(image))
      const people = (await namesIn(folder)).filter(isPersonFolder)
      const files = await Promise.all(people.map((whose) => namesIn(joinInside(folder, whose))))
      return people
        .filter((_, at) => files[at]?.includes(`${image.name}${JOURNAL_ENDING}`))
        .map((whose) => ({ ...image, whose }))
    },
    close: () => flusher.close(),
  }
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
