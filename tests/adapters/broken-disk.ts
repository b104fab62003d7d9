// Disks that fail the way real ones do, for tests.

import { nodeFileSystem } from '../../src-main/adapters/files/file-system.ts'
import type { WritableFileSystem } from '../../src-main/adapters/files/file-system.ts'

export function diskError(code: string): Error {
  return Object.assign(new Error(`${code}: as if`), { code })
}

/** Every file write fails; folders can be made, as on a full disk. */
export function fullDisk(): WritableFileSystem {
  const fail = (): Promise<never> => Promise.reject(diskError('ENOSPC'))
  return { ...nodeFileSystem, writeNew: fail, append: fail, writeTail: fail }
}

export function readOnlyDisk(code: 'EROFS' | 'EACCES'): WritableFileSystem {
  const fail = (): Promise<never> => Promise.reject(diskError(code))
  return {
    makeFolder: fail,
    writeNew: fail,
    append: fail,
    writeTail: fail,
    flush: fail,
    rename: fail,
    remove: fail,
  }
}
