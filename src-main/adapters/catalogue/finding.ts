// An error about one file as a finding that can be stored and listed: the file name is kept apart.

import type { Problem } from '../../contract/schemas.ts'
import { StudioError } from '../../core/errors.ts'
import { tell, withoutPlace } from '../../core/said.ts'
import { ioError } from '../files/io-error.ts'
import type { Finding } from './catalogue.ts'

/** `label` is the file as messages name it; anything but a StudioError is taken as a failed read. */
export function findingOf(error: unknown, label: string, path: string): Finding {
  const known = error instanceof StudioError ? error : ioError(error, 'read', path)
  return { kind: known.kind, words: withoutPlace(known.words, label) }
}

/** As it is listed. */
export function problemOf(file: string, { kind, words }: Finding): Problem {
  return { kind, file, ...tell(words) }
}
