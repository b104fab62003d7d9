// The two kinds of error the studio knows: programmer's (invariant) and expected (StudioError).
// Never catch one of these to continue; a cancelled job is not a failed one.

import { inEnglish } from './said.ts'
import type { Words } from './said.ts'

export const ERROR_KINDS = [
  'notFound',
  'invalidInput',
  'conflict',
  'cancelled',
  'unsupported',
  'outOfMemory',
  'io',
  'corrupt',
] as const

export type ErrorKind = (typeof ERROR_KINDS)[number]

/** An error a user can meet. The message says what was expected, what came, where, and what to do. */
export class StudioError extends Error {
  readonly kind: ErrorKind
  /** The message, as a window may say it in another language. */
  readonly words: Words

  constructor(kind: ErrorKind, words: Words, options?: { readonly cause?: unknown }) {
    super(inEnglish(words), options)
    this.name = 'StudioError'
    this.kind = kind
    this.words = words
  }
}

/** Throws when the program itself is wrong. `message` names the violated expectation and the place. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${message}`)
}
