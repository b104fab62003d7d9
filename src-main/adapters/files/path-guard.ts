// Keeps every path inside one folder: names come from list files and from the network. A link that
// leads out of the folder is refused as well.

import { realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import { ioError, isMissing } from './io-error.ts'

/** `root` joined with names. Throws `invalidInput` when the text alone already leads outside. */
export function joinInside(root: string, ...parts: readonly string[]): string {
  for (const part of parts) checkPart(part)
  const path = resolve(root, ...parts)
  if (!isInside(resolve(root), path)) throw outside(parts.join('/'), root)
  return path
}

/** As joinInside, and follows links: the file may be missing, its nearest folder may not leave the root. */
export async function resolveInside(root: string, ...parts: readonly string[]): Promise<string> {
  const path = joinInside(root, ...parts)
  const realRoot = await realpath(root).catch((error: unknown) => {
    throw ioError(error, 'open', root)
  })
  const real = await realPathOfNearest(path)
  if (!isInside(realRoot, real)) {
    throw new StudioError(
      'invalidInput',
      said`${path} is a link that leads out of ${root}, to ${real};
        put the files themselves there, or open the folder they are in`,
    )
  }
  return path
}

function checkPart(part: string): void {
  const segments = part.split(/[\\/]/)
  const isBad =
    part === '' || part.includes('\0') || segments.includes('..') || isAbsoluteAnywhere(part)
  if (isBad) {
    throw new StudioError(
      'invalidInput',
      said`"${part}": expected a name below the folder, got ${describe(part)}; correct the name`,
    )
  }
}

function describe(part: string): Said {
  if (part === '') return said`an empty name`
  if (part.includes('\0')) return said`a name with a zero byte`
  return part.split(/[\\/]/).includes('..') ? said`a path with ".."` : said`an absolute path`
}

/** A Windows path is absolute on Linux too: lists travel between machines. */
function isAbsoluteAnywhere(part: string): boolean {
  return isAbsolute(part) || /^[A-Za-z]:/.test(part) || part.startsWith('\\')
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (way !== '..' && !way.startsWith('..' + sep) && !isAbsolute(way))
}

async function realPathOfNearest(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (!isMissing(error) || dirname(path) === path) throw ioError(error, 'open', path)
    return join(await realPathOfNearest(dirname(path)), basename(path))
  }
}

function outside(name: string, root: string): StudioError {
  return new StudioError(
    'invalidInput',
    said`"${name}" leads out of ${root}; expected a name below that folder`,
  )
}
