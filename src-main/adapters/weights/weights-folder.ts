// A folder of weights: checksums.json names its files with size and SHA-256. What is read is checked,
// what is stored is whole or not there at all.

import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { saidSchema } from '../../contract/schemas.ts'
import { StudioError } from '../../core/errors.ts'
import { inEnglish, said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import { writeFileAtomic } from '../files/atomic-write.ts'
import { sha256Of } from '../files/sha256.ts'
import { nodeFileSystem } from '../files/file-system.ts'
import { ioError, isMissing } from '../files/io-error.ts'
import { joinInside } from '../files/path-guard.ts'

const checksumsSchema = z.object({
  weights: z.array(
    z.object({
      name: z.string(),
      file: z.string(),
      byteSize: z.int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      detail: z.string(),
      /** The detail, as a window may say it. */
      said: saidSchema.optional(),
    }),
  ),
})

export type WeightsEntry = z.infer<typeof checksumsSchema>['weights'][number]

export interface WeightsFolder {
  readonly path: string
  /** What to do when a file is damaged, as the end of a sentence. */
  readonly repair: Said
  /** A folder that may not exist yet; it has no weights then. */
  readonly isOptional: boolean
}

export function shippedFolder(path: string): WeightsFolder {
  return { path, repair: said`install PSS Studio again`, isOptional: false }
}

export function addedFolder(path: string): WeightsFolder {
  const repair = said`delete it and add the weights again with: pss weights add`
  return { path, repair, isOptional: true }
}

/** Errors: notFound, corrupt, io. */
export async function readEntries(folder: WeightsFolder): Promise<readonly WeightsEntry[]> {
  const path = listPath(folder)
  const bytes = await readFile(path).catch((error: unknown) => {
    if (isMissing(error) && folder.isOptional) return null
    throw readError(error, path, folder)
  })
  if (bytes === null) return []
  try {
    return checksumsSchema.parse(JSON.parse(bytes.toString('utf8'))).weights
  } catch (cause) {
    const message = said`${path}: expected the list of weights files; ${folder.repair}`
    throw new StudioError('corrupt', message, { cause })
  }
}

/** Errors: notFound, corrupt, io. */
export async function readEntry(folder: WeightsFolder, entry: WeightsEntry): Promise<Uint8Array> {
  const path = joinInside(folder.path, entry.file)
  const bytes = await readFile(path).catch((error: unknown) => {
    throw readError(error, path, folder)
  })
  if (bytes.length !== entry.byteSize) {
    throw damaged(path, said`${entry.byteSize} bytes, found ${bytes.length}`, folder)
  }
  const sum = sha256Of(bytes)
  if (sum === entry.sha256) return bytes
  throw damaged(path, said`the SHA-256 ${entry.sha256}, found ${sum}`, folder)
}

export interface NewEntry extends Pick<WeightsEntry, 'name'> {
  readonly detail: Said
  readonly bytes: Uint8Array
  /** Of its file, without the dot. */
  readonly extension: string
}

/** They take the place of entries of the same names: readers see all the old weights or all the new ones. */
export async function storeEntries(
  folder: WeightsFolder,
  added: readonly NewEntry[],
): Promise<readonly WeightsEntry[]> {
  const entries = await readEntries(folder)
  const stored = added.map(({ name, detail, bytes, extension }): WeightsEntry => {
    const sha256 = sha256Of(bytes)
    // Named by its content: the old file stays whole until the list no longer names it.
    const file = `${name}-${sha256.slice(0, 12)}.${extension}`
    const told = { detail: inEnglish(detail), said: detail }
    return { name, file, byteSize: bytes.length, sha256, ...told }
  })
  const isReplaced = (name: string): boolean => stored.some((entry) => entry.name === name)
  const others = entries.filter(({ name }) => !isReplaced(name))
  const list = `${JSON.stringify({ weights: [...others, ...stored] }, null, 2)}\n`
  for (const [at, { bytes }] of added.entries()) {
    await writeFileAtomic(nodeFileSystem, joinInside(folder.path, stored[at]!.file), bytes)
  }
  await writeFileAtomic(nodeFileSystem, listPath(folder), Buffer.from(list))
  const kept = new Set([...others, ...stored].map(({ file }) => file))
  for (const { file } of entries) {
    if (!kept.has(file)) await removeFile(joinInside(folder.path, file))
  }
  return stored
}

async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true }).catch((error: unknown) => {
    throw ioError(error, 'remove', path)
  })
}

function listPath(folder: WeightsFolder): string {
  return join(folder.path, 'checksums.json')
}

function readError(error: unknown, path: string, { repair }: WeightsFolder): StudioError {
  if (!isMissing(error)) return ioError(error, 'read', path)
  const message = said`${path}: this file belongs to PSS Studio but is missing; ${repair}`
  return new StudioError('notFound', message, { cause: error })
}

function damaged(path: string, difference: Said, { repair }: WeightsFolder): StudioError {
  return new StudioError(
    'corrupt',
    said`${path}: expected ${difference}; the file is damaged or exchanged: ${repair}`,
  )
}
