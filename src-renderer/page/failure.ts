// What went wrong, in a form to show: the kind of the contract and the sentence for a person (stores/wording.ts says
// it in the window's language).

import { ORPCError } from '@orpc/client'
import { ERROR_KINDS, StudioError, wordsOfError } from '../../src-main/core/errors.ts'
import { isSaid, said, tell } from '../../src-main/core/said.ts'
import type { Said, Told, Words } from '../../src-main/core/said.ts'
import type { ErrorReport } from '../../src-main/contract/schemas.ts'

export interface Failure extends Told {
  /** `internal`: a fault of the program, not of files or wishes. */
  readonly kind: ErrorReport['kind']
}

export function failureOf(error: unknown): Failure {
  if (error instanceof StudioError) return { kind: error.kind, ...tell(error.words) }
  if (isRpcError(error)) return { kind: kindOfCode(error), ...tell(wordsOfRpc(error)) }
  if (isAbort(error)) return { kind: 'io', ...tell(connectionLost()) }
  return { kind: 'internal', ...tell(wordsOfError(error)) }
}

/** Nobody shows a failure of what was stopped by hand: this call was under way when its connection closed. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

function connectionLost(): Said {
  return said`The connection to the studio was lost before it had answered. Try again when it is back.`
}

function isRpcError(error: unknown): error is ORPCError<string, unknown> {
  return error instanceof ORPCError
}

function wordsOfRpc({ data, message }: ORPCError<string, unknown>): Words {
  const told: unknown =
    typeof data === 'object' && data !== null && 'said' in data ? data.said : undefined
  return isSaid(told) ? told : message
}

function kindOfCode(error: ORPCError<string, unknown>): Failure['kind'] {
  const data: unknown = error.data
  const told = typeof data === 'object' && data !== null && 'kind' in data ? data.kind : error.code
  return ERROR_KINDS.find((kind) => kind === told || upperSnake(kind) === told) ?? 'internal'
}

function upperSnake(kind: string): string {
  return kind.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}
