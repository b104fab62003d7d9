// List files of a root: a missing one is empty, a bad one is a problem to show, never half used.

import { readFile } from 'node:fs/promises'
import type { Problem } from '../../contract/schemas.ts'
import { findingOf, problemOf } from '../catalogue/finding.ts'
import { ioError, isMissing } from '../files/io-error.ts'
import { resolveInside } from '../files/path-guard.ts'
import { said, tell } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'

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
    return { isPresent: true, entries: [], problems: [problemOf(file, finding)] }
  }
}

/** One problem for all names a list mentions in vain; `folder` is where the photos or masks are expected. */
export function missingFiles(
  kind: 'photo' | 'mask',
  file: string,
  names: readonly string[],
  folder: string,
): Problem[] {
  if (names.length === 0) return []
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '')
  const words = MISSING[kind](names.length, folder, shown)
  return [{ kind: 'notFound', file, ...tell(words) }]
}

type Sentence = (count: number, folder: string, names: string) => Said

const MISSING: Readonly<Record<'photo' | 'mask', Sentence>> = {
  photo: (count, folder, names) =>
    count === 1
      ? said`names a photo that is not in ${folder}: ${names}; remove the lines or put the photos there`
      : said`names ${count} photos that are not in ${folder}: ${names}; remove the lines or put the photos there`,
  mask: (count, folder, names) =>
    count === 1
      ? said`names a mask that is not in ${folder}: ${names}; remove the lines or put the masks there`
      : said`names ${count} masks that are not in ${folder}: ${names}; remove the lines or put the masks there`,
}

export async function readTextOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw ioError(error, 'read', path)
  }
}
