// Brings the records of one folder up to date: only files whose time or size changed are read.

import { join } from 'node:path'
import { mapConcurrent } from '../files/map-concurrent.ts'
import type { FileStamp } from './file-stamps.ts'
import { isSameVersion, stampsOf } from './file-stamps.ts'

export interface FolderScan<T extends FileStamp> {
  readonly folderPath: string
  /** File names to know about. */
  readonly files: readonly string[]
  readonly known: ReadonlyMap<string, T>
  readonly examine: (path: string, stamp: FileStamp) => Promise<T>
  /** Stores new records and forgets vanished files. */
  readonly update: (records: readonly T[], gone: readonly string[]) => void
}

const CONCURRENCY = 16
/** A file this young may change again within one tick of its clock: it is read again next time. */
const SETTLED_MS = 2000

/** Records in the order of `files`. */
export async function scanFolder<T extends FileStamp>(scan: FolderScan<T>): Promise<T[]> {
  const now = Date.now()
  const fresh: T[] = []
  const records: T[] = []
  const changed: { readonly at: number; readonly stamp: FileStamp }[] = []
  for (const [at, stamp] of (await stampsOf(scan.folderPath, scan.files)).entries()) {
    const known = scan.known.get(stamp.file)
    if (known !== undefined && isSameVersion(known, stamp)) records[at] = known
    else changed.push({ at, stamp })
  }
  await mapConcurrent(changed, CONCURRENCY, async ({ at, stamp }) => {
    const record = await scan.examine(join(scan.folderPath, stamp.file), stamp)
    records[at] = record
    if (now - stamp.modifiedMs > SETTLED_MS) fresh.push(record)
  })
  const present = new Set(scan.files)
  scan.update(
    fresh,
    [...scan.known.keys()].filter((file) => !present.has(file)),
  )
  return records
}
