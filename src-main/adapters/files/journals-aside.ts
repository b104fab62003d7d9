// Journals that were put aside, below .pss-studio/journals-aside/. A note beside one has it told until it is dismissed.

import { basename } from 'node:path'
import { z } from 'zod'
import type { AsideNote, JournalKey, JournalStore } from '../../services/ports/journals.ts'
import { STUDIO_FOLDER } from './artifact-store.ts'
import { writeFileAtomic } from './atomic-write.ts'
import type { WritableFileSystem } from './file-system.ts'
import { JOURNAL_ENDING, journalFolder, namesIn, removeFile } from './journal-folders.ts'
import { joinInside } from './path-guard.ts'
import { readOrNull } from './read-or-null.ts'

const FOLDER = 'journals-aside'
/** Behind the name of what was put aside. */
const NOTE_ENDING = '.note.json'

const noteSchema = z.object({ moves: z.int(), canReturn: z.boolean() })

export interface JournalsAsideOptions {
  readonly rootPath: string
  readonly fileSystem: WritableFileSystem
  /** The path of something below `.pss-studio/`. Errors: io (read-only), invalidInput (outside). */
  toWrite(parts: readonly string[]): Promise<string>
}

type JournalsAside = Pick<JournalStore, 'findAside' | 'dismissAside' | 'readAside'> & {
  /** As JournalStore.keepAside, of these bytes. */
  keep(mask: JournalKey, bytes: Uint8Array, note?: AsideNote): Promise<string>
}

export function createJournalsAside(options: JournalsAsideOptions): JournalsAside {
  const { rootPath, fileSystem, toWrite } = options
  const place = (mask: JournalKey, file: string): string[] => [FOLDER, ...journalFolder(mask), file]
  const folderOf = (mask: JournalKey): string =>
    joinInside(rootPath, STUDIO_FOLDER, FOLDER, ...journalFolder(mask))

  /** Latest first. */
  async function noted(mask: JournalKey): Promise<string[]> {
    const folder = folderOf(mask)
    const names = await namesIn(folder)
    const present = new Set(names)
    return names
      .filter((name) => isAsideOf(mask, name) && present.has(name + NOTE_ENDING))
      .map((name) => joinInside(folder, name))
      .sort((a, b) => (a < b ? 1 : -1))
  }

  return {
    async keep(mask, bytes, note) {
      const stamp = new Date().toISOString().replace(/[:.]/g, '-')
      const path = await toWrite(place(mask, `${mask.name}-${stamp}${JOURNAL_ENDING}`))
      await writeFileAtomic(fileSystem, path, bytes)
      const text = note && Buffer.from(JSON.stringify(note))
      if (text !== undefined) await writeFileAtomic(fileSystem, `${path}${NOTE_ENDING}`, text)
      return path
    },
    async findAside(mask) {
      for (const path of await noted(mask)) {
        const note = parseNote(await readOrNull(`${path}${NOTE_ENDING}`))
        if (note !== null) return { ...note, path }
      }
      return null
    },
    async dismissAside(mask, path) {
      for (const kept of await noted(mask)) {
        if (path !== undefined && path !== kept) continue
        await removeFile(fileSystem, await toWrite(place(mask, basename(kept) + NOTE_ENDING)))
      }
    },
    async readAside(mask, path) {
      const name = basename(path)
      const kept = joinInside(folderOf(mask), name)
      return kept === path && isAsideOf(mask, name) ? readOrNull(kept) : null
    },
  }
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
function isAsideOf({ name }: JournalKey, file: string): boolean {
  const rest = file.startsWith(name) ? file.slice(name.length) : ''
  const isTime = /^-\d{4}-\d\d-\d\dT[\d-]+Z$/.test(rest.slice(0, -JOURNAL_ENDING.length))
  return isTime && rest.endsWith(JOURNAL_ENDING)
}
