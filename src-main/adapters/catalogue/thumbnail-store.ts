// The thumbnail ladder: made on demand, a few at a time and the latest wish first, kept as
// derived data. Never enlarges.

import type { StatementSync } from 'node:sqlite'
import { openDerivedDatabase, storeDerived } from './derived-database.ts'
import type { FileStamp } from './catalogue.ts'
import { createGate } from '../files/map-concurrent.ts'
import type { ThumbnailSize } from '../../contract/media.ts'

export interface ThumbnailKey extends FileStamp {
  readonly folder: string
  readonly size: ThumbnailSize
}

export interface ThumbnailStore {
  find(key: ThumbnailKey): Uint8Array | null
  /** The stored WebP, or the one that `make` returns; several callers of one key share the work. */
  get(key: ThumbnailKey, make: MakeThumbnail): Promise<Uint8Array>
  close(): void
}

/** `larger`: the next larger one that is stored, to be made smaller instead of the photo. */
export type MakeThumbnail = (larger: Uint8Array | null) => Promise<Uint8Array>

/** More than this only takes memory: decoding a 12-megapixel photo holds some 40 MB. */
const CONCURRENCY = 3
/** In memory only (read-only roots): beyond this the oldest half is dropped. */
const MEMORY_ROWS = 4000

const VERSION = 3
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS thumbnail (
    folder TEXT, file TEXT, size INTEGER, modified_ms REAL, byte_size INTEGER, bytes BLOB,
    PRIMARY KEY (folder, file, size))`

/** `path`: a file or ":memory:". Error: io. */
export function openThumbnailStore(path: string): ThumbnailStore {
  const database = openDerivedDatabase({ path, version: VERSION, schema: SCHEMA })
  const findExact = database.prepare(
    `SELECT bytes FROM thumbnail
     WHERE folder = ? AND file = ? AND size = ? AND modified_ms = ? AND byte_size = ?`,
  )
  const findLarger = database.prepare(
    `SELECT bytes FROM thumbnail
     WHERE folder = ? AND file = ? AND size > ? AND modified_ms = ? AND byte_size = ?
     ORDER BY size LIMIT 1`,
  )
  const put = database.prepare('INSERT OR REPLACE INTO thumbnail VALUES (?, ?, ?, ?, ?, ?)')
  const trim = database.prepare(
    `DELETE FROM thumbnail WHERE rowid <= (SELECT max(rowid) - ${MEMORY_ROWS / 2} FROM thumbnail)`,
  )
  const gate = createGate(CONCURRENCY)
  const underWay = new Map<string, Promise<Uint8Array>>()
  let isOpen = true
  let added = 0

  const read = (statement: StatementSync, key: ThumbnailKey): Uint8Array | null => {
    const row = statement.get(key.folder, key.file, key.size, key.modifiedMs, key.byteSize)
    return row === undefined ? null : (row['bytes'] as Uint8Array)
  }

  async function produce(key: ThumbnailKey, make: MakeThumbnail): Promise<Uint8Array> {
    const bytes = await gate(() => make(isOpen ? read(findLarger, key) : null))
    if (!isOpen) return bytes
    storeDerived(database, () => {
      put.run(key.folder, key.file, key.size, key.modifiedMs, key.byteSize, bytes)
      if (path === ':memory:' && ++added % MEMORY_ROWS === 0) trim.run()
    })
    return bytes
  }

  const find = (key: ThumbnailKey): Uint8Array | null => read(findExact, key)
  return {
    find,
    async get(key, make) {
      const stored = find(key)
      if (stored !== null) return stored
      const id = JSON.stringify([key.folder, key.file, key.size, key.modifiedMs, key.byteSize])
      const running = underWay.get(id)
      if (running !== undefined) return running
      const work = produce(key, make).finally(() => underWay.delete(id))
      underWay.set(id, work)
      return work
    },
    close() {
      isOpen = false
      database.close()
    },
  }
}
