// Whether this process may change a root, and if not, why: the reason is shown to the user as it is.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Words } from '../../core/said.ts'

export interface WriteAccess {
  /** Null while the root may be changed: asked at each write, for a lock may be lost. */
  readonly refusal: Words | null
}

export const WRITABLE: WriteAccess = { refusal: null }

/** Throws `io` with the reason when the root may not be changed. */
export function requireWritable({ refusal }: WriteAccess, path: string): void {
  if (refusal !== null) throw new StudioError('io', said`cannot write ${path}: ${refusal}`)
}
