// personal/<user>/validation_split.json: the photos drawn for labelling. It lies with the user's photos because
// no other file can bring it back. A split of an older studio, in .pss-studio/splits, is read where it is and
// written here with its next change.

import { z } from 'zod'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import { splitHash } from '../../core/lists/split.ts'
import type { SplitChange, ValidationSplit } from '../../core/lists/validation-split.ts'
import { STUDIO_FOLDER } from '../files/artifact-store.ts'
import { writeFileAtomic } from '../files/atomic-write.ts'
import { resolveInside } from '../files/path-guard.ts'
import { requireWritable } from '../files/write-access.ts'
import { userFolder } from './layout.ts'
import { readTextOrNull } from './read-list.ts'
import type { RootContext, RootFolders } from './root-context.ts'

const VERSION = 2

const version1 = z.object({
  version: z.literal(1),
  seed: z.int(),
  fraction: z.number(),
  names: z.array(z.string()),
  hash: z.string(),
})
const version2 = z.object({
  version: z.literal(VERSION),
  seed: z.int(),
  fraction: z.number(),
  isStratified: z.boolean(),
  names: z.array(z.string()),
  hash: z.string(),
  frozenAt: z.string().nullable(),
})
const fileSchema = z.discriminatedUnion('version', [version1, version2])
const versionSchema = z.object({ version: z.int().min(VERSION + 1) })

export const SPLIT_FILE = 'validation_split.json'

export function splitFile(user: string): string {
  return `${userFolder(user)}/${SPLIT_FILE}`
}

function olderSplitFile(user: string): string {
  return `${STUDIO_FOLDER}/splits/${user}.json`
}

/** Null when none was drawn. Errors: corrupt, unsupported (of a newer studio), io. */
export async function readSplit(
  context: Pick<RootFolders, 'path'>,
  user: string,
): Promise<ValidationSplit | null> {
  for (const file of [splitFile(user), olderSplitFile(user)]) {
    const text = await readTextOrNull(await resolveInside(context.path, file))
    if (text !== null) return parseSplit(text, file)
  }
  return null
}

/** Atomic. Errors: those of `next`, those of readSplit, io. One call at a time for a user. */
export async function changeSplit(
  context: RootContext,
  user: string,
  next: SplitChange,
): Promise<ValidationSplit> {
  const path = await resolveInside(context.path, splitFile(user))
  requireWritable(context.access, path)
  const split = next(await readSplit(context, user))
  await writeFileAtomic(context.fileSystem, path, Buffer.from(formatSplit(split)))
  return split
}

export function formatSplit({ names, hash, drawn, frozenAt }: ValidationSplit): string {
  return `${JSON.stringify({ version: VERSION, ...drawn, frozenAt, hash, names }, null, 2)}\n`
}

function parseSplit(text: string, file: string): ValidationSplit {
  const json = parseJson(text)
  const parsed = fileSchema.safeParse(json)
  if (!parsed.success) {
    if (versionSchema.safeParse(json).success) throw newer(file)
    throw corrupt(file, said`expected JSON with the names of the validation split`)
  }
  const { seed, fraction, names, hash, ...more } = parsed.data
  const found = splitHash(names)
  if (found !== hash) {
    throw corrupt(file, said`expected names whose hash is ${hash}, found ${found}: they were changed by hand`) // prettier-ignore
  }
  const isStratified = more.version === VERSION && more.isStratified
  const frozenAt = more.version === VERSION ? more.frozenAt : null
  return { names, hash, drawn: { seed, fraction, isStratified }, frozenAt }
}

function corrupt(file: string, what: Said): StudioError {
  return new StudioError(
    'corrupt',
    said`${file}: ${what}; restore it from a backup, or delete it to forget which photos were drawn`,
  )
}

function newer(file: string): StudioError {
  return new StudioError(
    'unsupported',
    said`${file}: expected version ${VERSION} or older, found a newer one; open this folder with a newer studio`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
