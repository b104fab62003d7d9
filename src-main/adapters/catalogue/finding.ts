// An error about one file as a finding that can be stored and listed: the file name is kept apart.

import { StudioError } from '../../core/errors.ts'
import { ioError } from '../files/io-error.ts'
import type { Finding } from './catalogue.ts'

/** `label` is the file as messages name it; anything but a StudioError is taken as a failed read. */
export function findingOf(error: unknown, label: string, path: string): Finding {
  const known = error instanceof StudioError ? error : ioError(error, 'read', path)
  return { kind: known.kind, message: withoutFile(known.message, label) }
}

function withoutFile(message: string, label: string): string {
  const prefix = `${label}: `
  return message.startsWith(prefix) ? message.slice(prefix.length) : message
}
