// The few operations that change a disk, as one object, so that a full or read-only disk can be
// played in tests. Reading goes through node:fs directly.

import { constants } from 'node:fs'
import { appendFile, mkdir, open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/** Whole, or part after part where it is too large to be held at once. */
export type FileContent = Uint8Array | AsyncIterable<Uint8Array>

export interface WritableFileSystem {
  /** Creates a folder with its parents; no error when it exists. */
  makeFolder(path: string): Promise<void>
  /** Creates a file that must not exist and flushes it to the disk; a failed write removes it again. */
  writeNew(path: string, content: FileContent): Promise<void>
  append(path: string, text: string): Promise<void>
  /**
   * Writes at byte `at` and ends the file behind; creates it when `at` is 0. False, changing nothing, when the
   * file is shorter than `at`.
   */
  writeTail(path: string, at: number, bytes: Uint8Array): Promise<boolean>
  /** Makes what was written to a file survive a loss of power. */
  flush(path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Removes a file or a folder with everything below it; no error when there is none. */
  remove(path: string): Promise<void>
}

export const nodeFileSystem: WritableFileSystem = {
  async makeFolder(path) {
    await mkdir(path, { recursive: true })
  },
  async writeNew(path, content) {
    const file = await open(path, 'wx')
    try {
      await file.writeFile(content)
      await file.sync()
    } catch (error) {
      await rm(path, { force: true })
      throw error
    } finally {
      await file.close()
    }
  },
  async append(path, text) {
    await appendFile(path, text)
  },
  async writeTail(path, at, bytes) {
    const file = await open(path, constants.O_RDWR | (at === 0 ? constants.O_CREAT : 0))
    try {
      const { size } = await file.stat()
      if (size < at) return false
      if (size > at) await file.truncate(at)
      await writeAll(file, bytes, at)
      return true
    } finally {
      await file.close()
    }
  },
  async flush(path) {
    const file = await open(path, 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  },
  async rename(from, to) {
    await rename(from, to)
  },
  async remove(path) {
    await rm(path, { recursive: true, force: true })
  },
}

/** A disk that is nearly full takes a part without a word, and says so at the next one. */
async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}
