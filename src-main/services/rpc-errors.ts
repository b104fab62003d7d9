// How an error crosses a door: StudioErrors keep kind and message, bad input says what was wrong, everything else is
// logged and reported as INTERNAL. What is said goes along as a template, for a window in another language.

import { ORPCError } from '@orpc/server'
import { StudioError, wordsOfError } from '../core/errors.ts'
import type { ErrorKind } from '../core/errors.ts'
import { inEnglish, said, tell } from '../core/said.ts'
import { describeIssues } from '../core/describe-issues.ts'
import type { Machine } from './ports.ts'

const HTTP_STATUS: Readonly<Record<ErrorKind, number>> = {
  notFound: 404,
  invalidInput: 422,
  conflict: 409,
  cancelled: 499,
  unsupported: 501,
  outOfMemory: 507,
  io: 500,
  corrupt: 500,
}

export function toRpcError(
  error: unknown,
  machine: Pick<Machine, 'log'>,
): ORPCError<string, unknown> {
  if (error instanceof StudioError) {
    return new ORPCError(error.kind, {
      status: HTTP_STATUS[error.kind],
      message: inEnglish(error.words),
      data: { kind: error.kind, said: tell(error.words).said },
      cause: error,
    })
  }
  if (isRpcError(error)) return error.code === 'BAD_REQUEST' ? readableBadRequest(error) : error
  machine.log(describeError(error))
  const words = said`a fault of the studio: ${wordsOfError(error)}`
  return new ORPCError('INTERNAL', {
    status: 500,
    message: inEnglish(words),
    data: { kind: 'internal', said: words },
    cause: error,
  })
}

function isRpcError(error: unknown): error is ORPCError<string, unknown> {
  return error instanceof ORPCError
}

function readableBadRequest(error: ORPCError<string, unknown>): ORPCError<string, unknown> {
  const issues = issuesOf(error.data)
  if (issues === null) return error
  const words = said`the request does not fit: ${describeIssues(issues)}`
  return new ORPCError('BAD_REQUEST', {
    message: inEnglish(words),
    data: { kind: 'invalidInput', said: words },
    cause: error,
  })
}

type Issues = Parameters<typeof describeIssues>[0]

function issuesOf(data: unknown): Issues | null {
  if (typeof data !== 'object' || data === null || !('issues' in data)) return null
  return Array.isArray(data.issues) ? (data.issues as Issues) : null
}

/** Message and stack, with the causes below. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = error.stack ?? String(error)
  return error.cause === undefined ? own : `${own}\ncaused by ${describeError(error.cause)}`
}

/** The same events; an error on the way crosses the door as toRpcError says. */
export async function* withRpcErrors<T>(
  events: AsyncIterable<T>,
  machine: Machine,
): AsyncGenerator<T, void, undefined> {
  try {
    yield* events
  } catch (error) {
    throw toRpcError(error, machine)
  }
}
