// The files of one folder by image name, read again only when the folder changed.

import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { StudioError } from '../../core/errors.ts'
import { imageNameOf } from '../../core/lists/image-name.ts'
import { said, tell } from '../../core/said.ts'
import type { Problem } from '../../contract/schemas.ts'
import { ioError, isMissing } from '../files/io-error.ts'
import { resolveInside } from '../files/path-guard.ts'

export interface FolderFiles {
  readonly byName: ReadonlyMap<string, string>
  /** Two files of one name, links that lead out of the root, files that should have been others. */
  readonly problems: readonly Problem[]
}

export interface FolderIndex {
  /** Empty when the folder does not exist. Error: io. */
  files(): Promise<FolderFiles>
}

/** A folder younger than this may change again within one tick of its clock. */
const SETTLED_MS = 2000

const NONE: FolderFiles = { byName: new Map(), problems: [] }

export interface WantedFiles {
  /** By the name of a file. */
  accepts(file: string): boolean
  /** What is to be said of the files that are not accepted; nothing unless given. */
  leftOut?(files: readonly string[]): readonly Problem[]
}

/** `folder` is relative to `rootPath`. */
export function createFolderIndex(
  rootPath: string,
  folder: string,
  { accepts, leftOut = () => [] }: WantedFiles,
): FolderIndex {
  let known: { readonly modifiedMs: number; readonly files: FolderFiles } | null = null
  return {
    async files() {
      const path = await resolveInside(rootPath, folder)
      const modifiedMs = await modificationTime(path)
      if (modifiedMs === null) return NONE
      if (known?.modifiedMs === modifiedMs) return known.files
      const now = Date.now()
      const entries = await readEntries(path)
      const isWanted = ({ name }: Dirent): boolean => accepts(name)
      const { byName, problems } = await collect(rootPath, folder, entries.filter(isWanted))
      const others = entries.filter((entry) => !isWanted(entry) && !entry.isDirectory())
      const files = { byName, problems: [...problems, ...leftOut(others.map(({ name }) => name))] }
      known = now - modifiedMs > SETTLED_MS ? { modifiedMs, files } : null
      return files
    },
  }
}

async function collect(
  rootPath: string,
  folder: string,
  entries: readonly Dirent[],
): Promise<FolderFiles> {
  const byName = new Map<string, string>()
  const problems: Problem[] = []
  const sorted = [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of sorted) {
    if (entry.isDirectory()) continue
    const file = `${folder}/${entry.name}`
    const problem = entry.isSymbolicLink() ? await linkProblem(rootPath, folder, entry.name) : null
    const name = imageNameOf(entry.name)
    const earlier = byName.get(name)
    if (problem !== null) problems.push(problem)
    else if (earlier !== undefined) problems.push(sameName(file, name, earlier))
    else byName.set(name, entry.name)
  }
  return { byName, problems }
}

function sameName(file: string, name: string, earlier: string): Problem {
  const words = said`expected one file named "${name}" (without its extension), found ${earlier} as well,
    which is used; rename one of them`
  return { kind: 'invalidInput', file, ...tell(words) }
}

async function linkProblem(
  rootPath: string,
  folder: string,
  entry: string,
): Promise<Problem | null> {
  try {
    await resolveInside(rootPath, folder, entry)
    return null
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    return { kind: error.kind, file: `${folder}/${entry}`, ...tell(error.words) }
  }
}

async function modificationTime(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs
  } catch (error) {
    if (isMissing(error)) return null
    throw ioError(error, 'list', path)
  }
}

async function readEntries(path: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true })
    return entries.filter((entry) => !entry.name.startsWith('.'))
  } catch (error) {
    throw ioError(error, 'list', path)
  }
}
