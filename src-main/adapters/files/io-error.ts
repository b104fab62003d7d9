// Turns what the operating system says into an error a user can act on. Never hides the path.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said, Words } from '../../core/said.ts'

/** What the studio was doing when a file operation failed. */
export type FileAction = 'read' | 'write' | 'list' | 'remove' | 'open'

const ADVICE: Readonly<Record<string, Said>> = {
  ENOSPC: said`the disk is full; free some space and try again, nothing was changed`,
  EDQUOT: said`the disk quota is used up; free some space and try again, nothing was changed`,
  EROFS: said`the disk is read-only; copy the folder to a place you may write to and open it there`,
  EACCES: said`access is denied; change the permissions or copy the folder to a place you may write to`,
  EPERM: said`the system does not permit it; change the permissions or copy the folder elsewhere`,
  EMFILE: said`too many files are open; close other programs and try again`,
  EISDIR: said`expected a file, found a folder; move the folder away`,
  ENOTDIR: said`expected a folder, found a file; move the file away`,
  EBUSY: said`another program is using it; close that program and try again`,
  EIO: said`the disk reported an error; check the disk and its cable`,
}

const SENTENCES: Readonly<Record<FileAction, (path: string, advice: Words) => Said>> = {
  read: (path, advice) => said`cannot read ${path}: ${advice}`,
  write: (path, advice) => said`cannot write ${path}: ${advice}`,
  list: (path, advice) => said`cannot list ${path}: ${advice}`,
  remove: (path, advice) => said`cannot remove ${path}: ${advice}`,
  open: (path, advice) => said`cannot open ${path}: ${advice}`,
}

export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

/** True when the file or one of its folders does not exist. */
export function isMissing(error: unknown): boolean {
  return errorCode(error) === 'ENOENT'
}

/** A StudioError `io` (or `notFound`) for a failed file operation; a StudioError passes unchanged. */
export function ioError(error: unknown, action: FileAction, path: string): StudioError {
  if (error instanceof StudioError) return error
  const code = errorCode(error)
  if (code === 'ENOENT') {
    return new StudioError('notFound', said`${path}: there is no such file or folder`, {
      cause: error,
    })
  }
  const advice =
    (code === null ? undefined : ADVICE[code]) ??
    (error instanceof Error ? error.message : String(error))
  return new StudioError('io', SENTENCES[action](path, advice), { cause: error })
}
