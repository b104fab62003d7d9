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

/** A fault of the program, of a driver or of a library, told in words of the studio: `internal` where kinds are named. */
export class StudioFault extends Error {
  readonly words: Words

  constructor(words: Words, options?: { readonly cause?: unknown }) {
    super(inEnglish(words), options)
    this.name = 'StudioFault'
    this.words = words
  }
}

/** What an error says, as a window may say it; of an error that is not the studio's, its own message. */
export function wordsOfError(error: unknown): Words {
  if (error instanceof StudioError || error instanceof StudioFault) return error.words
  return error instanceof Error ? error.message : String(error)
}

/** Throws when the program itself is wrong. `message` names the violated expectation and the place. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${message}`)
}
