// Brings the records of one folder up to date: only files whose time or size changed are read.

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ioError } from '../files/io-error.ts'
import { mapConcurrent } from '../files/map-concurrent.ts'
import type { FileStamp } from './catalogue.ts'

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
  const records = await mapConcurrent(scan.files, CONCURRENCY, async (file) => {
    const path = join(scan.folderPath, file)
    const stamp = await stampOf(path, file)
    const known = scan.known.get(file)
    if (known !== undefined && isSame(known, stamp)) return known
    const record = await scan.examine(path, stamp)
    if (now - stamp.modifiedMs > SETTLED_MS) fresh.push(record)
    return record
  })
  const present = new Set(scan.files)
  scan.update(
    fresh,
    [...scan.known.keys()].filter((file) => !present.has(file)),
  )
  return records
}

export async function stampOf(path: string, file: string): Promise<FileStamp> {
  try {
    const { mtimeMs, size } = await stat(path)
    return { file, modifiedMs: mtimeMs, byteSize: size }
  } catch (error) {
    throw ioError(error, 'read', path)
  }
}

function isSame(a: FileStamp, b: FileStamp): boolean {
  return a.modifiedMs === b.modifiedMs && a.byteSize === b.byteSize
}
