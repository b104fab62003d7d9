// The thumbnail ladder: made on demand, a few at a time and the latest wish first, kept as
// derived data. Never enlarges.

import { availableParallelism } from 'node:os'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { openDerivedDatabase, readDerived, storeDerived } from './derived-database.ts'
import { stampOfRow } from './file-stamps.ts'
import type { FileStamp } from './file-stamps.ts'
import { createGate } from '../files/map-concurrent.ts'
import type { ThumbnailSize } from '../../contract/media.ts'

export interface ThumbnailKey extends FileStamp {
  readonly folder: string
  readonly size: ThumbnailSize
}

export interface ThumbnailStore {
  find(key: ThumbnailKey): Uint8Array | null
  /** The versions of photos whose thumbnails of this size are stored. */
  stamps(folder: string, size: ThumbnailSize): FileStamp[]
  /** The stored WebP, or the one that `make` returns; several callers of one key share the work. */
  get(key: ThumbnailKey, make: MakeThumbnail): Promise<Uint8Array>
  close(): void
}

/** `larger`: the next larger one that is stored, to be made smaller instead of the photo. */
export type MakeThumbnail = (larger: Uint8Array | null) => Promise<Uint8Array>

/** More than there are cores only takes memory: a photo of 12 megapixels that is no JPEG takes some 40 MB. */
const CONCURRENCY = Math.max(3, Math.min(8, availableParallelism()))
/** In memory only (read-only roots): beyond this the oldest half is dropped. */
const MEMORY_ROWS = 4000

const VERSION = 4
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS thumbnail (
    folder TEXT, file TEXT, size INTEGER, modified_ms REAL, byte_size INTEGER, bytes BLOB,
    PRIMARY KEY (folder, file, size));
  CREATE INDEX IF NOT EXISTS stamp ON thumbnail (folder, size, file, modified_ms, byte_size)`

/** `path`: a file or ":memory:". Error: io. */
export function openThumbnailStore(path: string): ThumbnailStore {
  const database = openDerivedDatabase({
    path,
    version: VERSION,
    schema: SCHEMA,
    isLarge: true,
  })
  const { findExact, findLarger, listStamps, put, trim } = prepareStatements(database)
  const gate = createGate(CONCURRENCY)
  const underWay = new Map<string, Promise<Uint8Array>>()
  let isOpen = true
  let added = 0

  const read = (statement: StatementSync, key: ThumbnailKey): Uint8Array | null => {
    const { folder, file, size, modifiedMs, byteSize } = key
    const row = readDerived(database, () => statement.get(folder, file, size, modifiedMs, byteSize))
    return row === undefined || row === null ? null : (row['bytes'] as Uint8Array)
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
    stamps: (folder, size) =>
      (readDerived(database, () => listStamps.all(folder, size)) ?? []).map(stampOfRow),
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

function prepareStatements(database: DatabaseSync) {
  return {
    findExact: database.prepare(
      `SELECT bytes FROM thumbnail
       WHERE folder = ? AND file = ? AND size = ? AND modified_ms = ? AND byte_size = ?`,
    ),
    findLarger: database.prepare(
      `SELECT bytes FROM thumbnail
       WHERE folder = ? AND file = ? AND size > ? AND modified_ms = ? AND byte_size = ?
       ORDER BY size LIMIT 1`,
    ),
    // From the index alone: the pictures are ten times as much to read.
    listStamps: database.prepare(
      `SELECT file, modified_ms, byte_size FROM thumbnail INDEXED BY stamp
       WHERE folder = ? AND size = ?`,
    ),
    put: database.prepare('INSERT OR REPLACE INTO thumbnail VALUES (?, ?, ?, ?, ?, ?)'),
    trim: database.prepare(
      `DELETE FROM thumbnail WHERE rowid <= (SELECT max(rowid) - ${MEMORY_ROWS / 2} FROM thumbnail)`,
    ),
  }
}
