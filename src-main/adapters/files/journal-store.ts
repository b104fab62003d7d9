// The journals of a root, below .pss-studio/journals/. Appending is one write; flushing to the disk is done for
// all writes of a moment together, so that painting never waits for it.

import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { UserImage } from '../../services/ports.ts'
import type { AsideNote, JournalStore } from '../../services/ports/journals.ts'
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
/** Behind the name of what was put aside. */
const NOTE_ENDING = '.note.json'

const noteSchema = z.object({ moves: z.int(), canReturn: z.boolean() })

export function createJournalStore(options: JournalStoreOptions): JournalStore {
  const { rootPath, access, fileSystem } = options
  const flusher = createFlusher(fileSystem)
  const place = (image: UserImage): string[] => [FOLDER, image.user, `${image.name}${ENDING}`]
  const toRead = (image: UserImage): string => joinInside(rootPath, STUDIO_FOLDER, ...place(image))

  const asideFolder = (image: UserImage): string =>
    joinInside(rootPath, STUDIO_FOLDER, ASIDE_FOLDER, image.user)

  function removeFile(path: string): Promise<void> {
    return fileSystem.remove(path).catch((error: unknown) => {
      throw ioError(error, 'remove', path)
    })
  }

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
    async keepAside(image, note) {
      const bytes = await readOrNull(toRead(image))
      const stamp = new Date().toISOString().replace(/[:.]/g, '-')
      const path = await toWrite([ASIDE_FOLDER, image.user, `${image.name}-${stamp}${ENDING}`])
      await writeFileAtomic(fileSystem, path, bytes ?? new Uint8Array())
      const text = note && Buffer.from(JSON.stringify(note))
      if (text !== undefined) await writeFileAtomic(fileSystem, `${path}${NOTE_ENDING}`, text)
      return path
    },
    async findAside(image) {
      for (const path of await notedAsides(asideFolder(image), image)) {
        const note = parseNote(await readOrNull(`${path}${NOTE_ENDING}`))
        if (note !== null) return { ...note, path }
      }
      return null
    },
    async dismissAside(image, path) {
      for (const noted of await notedAsides(asideFolder(image), image)) {
        if (path !== undefined && path !== noted) continue
        await removeFile(await toWrite([ASIDE_FOLDER, image.user, basename(noted) + NOTE_ENDING]))
      }
    },
    async readAside(image, path) {
      const name = basename(path)
      const kept = join(asideFolder(image), name)
      return kept === path && isAsideOf(image, name) ? readOrNull(kept) : null
    },
    remove: async (image) => removeFile(await toWrite(place(image))),
    close: () => flusher.close(),
  }
}

/** Latest first. Where nothing was put aside there is no folder. */
async function notedAsides(folder: string, image: UserImage): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw ioError(error, 'open', folder)
  })
  const present = new Set(names)
  const noted = names.filter((name) => isAsideOf(image, name) && present.has(name + NOTE_ENDING))
  return noted.map((name) => join(folder, name)).sort((a, b) => (a < b ? 1 : -1))
}

/** Null for one that is damaged or gone: nothing can be told then, and what it speaks of stays. */
function parseNote(bytes: Uint8Array | null): AsideNote | null {
  try {
    return noteSchema.parse(JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())))
  } catch {
    return null
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
