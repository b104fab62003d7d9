// Brings the records of one folder up to date: only files whose time or size changed are read.

import { join } from 'node:path'
import { mapConcurrent } from '../files/map-concurrent.ts'
import type { FileStamp } from './file-stamps.ts'
import { isSameVersion, stampsOf } from './file-stamps.ts'

export interface FolderScan<T extends FileStamp> {
  readonly folderPath: string
  /** File names to know about. */
  readonly files: readonly string[]
  /** Asked when the files' times are known: what others have stored until then is not examined again. */
  readonly known: () => ReadonlyMap<string, T>
  readonly examine: (path: string, stamp: FileStamp) => Promise<T>
  /** Files that are examined at a time; 16 unless given. */
  readonly concurrency?: number
  /** For how long records wait to be stored with others; a second unless given. */
  readonly storeAfterMs?: number
  /** Stores new records, as they come, and forgets vanished files. */
  readonly update: (records: readonly T[], gone: readonly string[]) => void
}

const CONCURRENCY = 16
const STORE_AFTER_MS = 1000
/** A file this young may change again within one tick of its clock: it is read again next time. */
const SETTLED_MS = 2000

export interface FolderRecords<T> {
  /** In the order of `files`. */
  readonly records: readonly T[]
  /** Some files were examined for the first time, or again. */
  readonly hasNew: boolean
}

export async function scanFolder<T extends FileStamp>(
  scan: FolderScan<T>,
): Promise<FolderRecords<T>> {
  const { concurrency = CONCURRENCY, storeAfterMs = STORE_AFTER_MS } = scan
  const now = Date.now()
  let fresh: T[] = []
  let storedMs = performance.now()
  const records: T[] = []
  const changed: { readonly at: number; readonly stamp: FileStamp }[] = []
  const stamps = await stampsOf(scan.folderPath, scan.files)
  const known = scan.known()
  for (const [at, stamp] of stamps.entries()) {
    const record = known.get(stamp.file)
    if (record !== undefined && isSameVersion(record, stamp)) records[at] = record
    else changed.push({ at, stamp })
  }
  await mapConcurrent(changed, concurrency, async ({ at, stamp }) => {
    const record = await scan.examine(join(scan.folderPath, stamp.file), stamp)
    records[at] = record
    if (now - stamp.modifiedMs > SETTLED_MS) fresh.push(record)
    // What was read stays read, whatever ends the studio meanwhile.
    if (performance.now() - storedMs < storeAfterMs) return
    scan.update(fresh, [])
    fresh = []
    storedMs = performance.now()
  })
  const present = new Set(scan.files)
  scan.update(
    fresh,
    [...known.keys()].filter((file) => !present.has(file)),
  )
  return { records, hasNew: changed.length > 0 }
}
