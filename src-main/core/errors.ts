// The two kinds of error the studio knows: programmer's (invariant) and expected (StudioError).
// Never catch one of these to continue; a cancelled job is not a failed one.

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

  constructor(kind: ErrorKind, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.name = 'StudioError'
    this.kind = kind
  }
}

/** Throws when the program itself is wrong. `message` names the violated expectation and the place. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${message}`)
}
