// Journals in memory.

import { StudioError } from '../../src-main/core/errors.ts'
import type { AsideNote, JournalKey, JournalStore } from '../../src-main/services/ports/journals.ts'

export type MemoryJournals = { -readonly [Key in keyof JournalStore]: JournalStore[Key] } & {
  readonly files: Map<string, Uint8Array>
}

export function memoryJournals(): MemoryJournals {
  const files = new Map<string, Uint8Array>()
  const notes = new Map<string, AsideNote>()
  const keyOf = ({ user, name, whose }: JournalKey): string =>
    [user, name, ...(whose === undefined ? [] : [whose])].join('/')
  return {
    files,
    read: async (image) => files.get(keyOf(image)) ?? null,
    async append(image, at, bytes) {
      const old = (files.get(keyOf(image)) ?? new Uint8Array()).subarray(0, at)
      if (old.length < at) throw new StudioError('conflict', 'the journal was cut')
      files.set(keyOf(image), Uint8Array.from([...old, ...bytes]))
    },
    replace: async (image, bytes) => void files.set(keyOf(image), bytes.slice()),
    async keepAside(image, note) {
      const path = `aside/${keyOf(image)}`
      files.set(path, files.get(keyOf(image)) ?? new Uint8Array())
      if (note !== undefined) notes.set(path, note)
      return path
    },
    async findAside(image) {
      const path = `aside/${keyOf(image)}`
      const note = notes.get(path)
      return note === undefined ? null : { ...note, path }
    },
    dismissAside: async (image) => void notes.delete(`aside/${keyOf(image)}`),
    readAside: async (image, path) =>
      path === `aside/${keyOf(image)}` ? (files.get(path) ?? null) : null,
    remove: async (image) => void files.delete(keyOf(image)),
    listBlind: async (image) =>
      [...files.keys()]
        .filter((key) => key.startsWith(`${keyOf(image)}/`))
        .map((key) => ({ ...image, whose: key.slice(keyOf(image).length + 1) as 'second.' })),
    close: () => Promise.resolve(),
  }
}
