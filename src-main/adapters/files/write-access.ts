// Whether this process may change a root, and if not, why: the reason is shown to the user as it is.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Words } from '../../core/said.ts'

export type WriteAccess =
  { readonly isWritable: true } | { readonly isWritable: false; readonly reason: Words }

/** Throws `io` with the reason when the root may not be changed. */
export function requireWritable(access: WriteAccess, path: string): void {
  if (access.isWritable) return
  throw new StudioError('io', said`cannot write ${path}: ${access.reason}`)
}
