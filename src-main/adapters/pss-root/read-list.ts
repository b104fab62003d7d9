// List files of a root: a missing one is empty, a bad one is a problem to show, never half used.

import { readFile } from 'node:fs/promises'
import type { Problem } from '../../contract/schemas.ts'
import { findingOf } from '../catalogue/finding.ts'
import { ioError, isMissing } from '../files/io-error.ts'
import { resolveInside } from '../files/path-guard.ts'

export interface ListFile<T> {
  readonly isPresent: boolean
  readonly entries: readonly T[]
  readonly problems: readonly Problem[]
}

/** `file` is relative to the root; `parse` throws StudioErrors that start with the given file name. */
export async function readList<T>(
  rootPath: string,
  file: string,
  parse: (text: string, file: string) => readonly T[],
): Promise<ListFile<T>> {
  const path = await resolveInside(rootPath, file)
  const text = await readTextOrNull(path)
  if (text === null) return { isPresent: false, entries: [], problems: [] }
  try {
    return { isPresent: true, entries: parse(text, file), problems: [] }
  } catch (error) {
    const finding = findingOf(error, file, path)
    return { isPresent: true, entries: [], problems: [{ ...finding, file }] }
  }
}

/** One problem for all names a list mentions in vain. */
export function missingPhotos(
  file: string,
  names: readonly string[],
  photoFolder: string,
): Problem[] {
  if (names.length === 0) return []
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '')
  const count = names.length === 1 ? 'a photo that is' : `${names.length} photos that are`
  const message =
    `names ${count} not in ${photoFolder}: ${shown}; ` + 'remove the lines or put the photos there'
  return [{ kind: 'notFound', file, message }]
}

export async function readTextOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw ioError(error, 'read', path)
  }
}
