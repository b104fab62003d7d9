// Time and size of files. Asking for ten thousand takes 50 ms when each is asked at once, and three times as long
// when each is a promise; but a folder on a network may need milliseconds for each, and the studio must go on.

import { statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { ioError } from '../files/io-error.ts'
import { mapConcurrent } from '../files/map-concurrent.ts'

export interface FileStamp {
  readonly file: string
  readonly modifiedMs: number
  readonly byteSize: number
}

/** Nothing else runs meanwhile. */
const BURST_MS = 4
/** A file that takes longer is not on a disk of this machine: the rest are asked for side by side. */
const SLOW_MS = 0.5
const CONCURRENCY = 16

/** In the order of `files`, which lie in `folderPath`. Errors: notFound, io. */
export async function stampsOf(
  folderPath: string,
  files: readonly string[],
): Promise<readonly FileStamp[]> {
  const stamps: FileStamp[] = []
  while (stamps.length < files.length) {
    const first = stamps.length
    const start = performance.now()
    let spentMs = 0
    while (spentMs < BURST_MS && stamps.length < files.length) {
      stamps.push(stampAtOnce(folderPath, files[stamps.length]!))
      spentMs = performance.now() - start
    }
    if (spentMs > SLOW_MS * (stamps.length - first)) break
    await setImmediate()
  }
  const rest = files.slice(stamps.length)
  const others = await mapConcurrent(rest, CONCURRENCY, (file) =>
    stampOf(join(folderPath, file), file),
  )
  return [...stamps, ...others]
}

export async function stampOf(path: string, file: string): Promise<FileStamp> {
  try {
    const { mtimeMs, size } = await stat(path)
    return { file, modifiedMs: mtimeMs, byteSize: size }
  } catch (error) {
    throw ioError(error, 'read', path)
  }
}

/** Whether they are of the same version of a file. */
export function isSameVersion(a: FileStamp, b: FileStamp): boolean {
  return a.modifiedMs === b.modifiedMs && a.byteSize === b.byteSize
}

/** Of a row of our own tables. */
export function stampOfRow(row: Readonly<Record<string, unknown>>): FileStamp {
  return {
    file: row['file'] as string,
    modifiedMs: row['modified_ms'] as number,
    byteSize: row['byte_size'] as number,
  }
}

function stampAtOnce(folderPath: string, file: string): FileStamp {
  const path = join(folderPath, file)
  try {
    const { mtimeMs, size } = statSync(path)
    return { file, modifiedMs: mtimeMs, byteSize: size }
  } catch (error) {
    throw ioError(error, 'read', path)
  }
}
