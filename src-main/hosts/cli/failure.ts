// What the command line says about an error, and with which exit code it ends.

import { ORPCError } from '@orpc/server'
import { StudioError } from '../../core/errors.ts'
import { describeError } from '../../services/rpc-errors.ts'
import { UsageError } from './usage-error.ts'

export interface Failure {
  readonly kind: string
  readonly message: string
  readonly exitCode: 1 | 2
}

export function failureOf(error: unknown): Failure {
  if (error instanceof UsageError) return { kind: 'usage', message: error.message, exitCode: 2 }
  if (error instanceof StudioError) return { kind: error.kind, message: error.message, exitCode: 1 }
  if (error instanceof ORPCError) {
    const { code, message } = error as ORPCError<string, unknown>
    const isWrongUse = code === 'BAD_REQUEST'
    return { kind: isWrongUse ? 'usage' : code, message, exitCode: isWrongUse ? 2 : 1 }
  }
  return { kind: 'internal', message: describeError(error), exitCode: 1 }
}
