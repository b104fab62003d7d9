// What went wrong, in a form to show: the kind of the contract and the sentence for a person (stores/wording.ts says
// it in the window's language).

import { ORPCError } from '@orpc/client'
import { ERROR_KINDS, StudioError, wordsOfError } from '../../src-main/core/errors.ts'
import { isSaid, tell } from '../../src-main/core/said.ts'
import type { Told, Words } from '../../src-main/core/said.ts'
import type { ErrorReport } from '../../src-main/contract/schemas.ts'

export interface Failure extends Told {
  /** `internal`: a fault of the program, not of files or wishes. */
  readonly kind: ErrorReport['kind']
}

export function failureOf(error: unknown): Failure {
  if (error instanceof StudioError) return { kind: error.kind, ...tell(error.words) }
  if (isRpcError(error)) return { kind: kindOfCode(error), ...tell(wordsOfRpc(error)) }
  return { kind: 'internal', ...tell(wordsOfError(error)) }
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
