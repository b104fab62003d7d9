// Copies a folder of photos in as a new user. The user appears whole at the end or not at all; bad
// files are left out and reported.

import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { userIdSchema } from '../../contract/schemas.ts'
import type { Problem } from '../../contract/schemas.ts'
import type { ImportEvent } from '../../contract/root.ts'
import { StudioError } from '../../core/errors.ts'
import { isPortableName } from '../../core/lists/portable-name.ts'
import { said, tell, wordsOf } from '../../core/said.ts'
import type { ImportOptions } from '../../services/ports.ts'
import { findingOf, problemOf } from '../catalogue/finding.ts'
import { STUDIO_FOLDER } from '../files/artifact-store.ts'
import { sha256Of } from '../files/sha256.ts'
import { TEMPORARY_PREFIX } from '../files/atomic-write.ts'
import { ioError } from '../files/io-error.ts'
import { joinInside, resolveInside } from '../files/path-guard.ts'
import { requireWritable } from '../files/write-access.ts'
import {
  PERSONAL_FOLDER,
  PHOTO_FOLDER,
  SOURCE_FOLDER,
  isFolder,
  userFolder,
} from '../pss-root/layout.ts'
import type { RootContext } from '../pss-root/root-context.ts'
import { collectPhotos } from './collect-photos.ts'
import type { FoundPhotos } from './collect-photos.ts'
import { convertPhoto } from './convert-photo.ts'
import { finishUser } from './finish-user.ts'
import type { ImportedPhoto } from './finish-user.ts'
import { createPhotoNames } from './photo-name.ts'

/** Photos decoded at once. */
const CONCURRENCY = 4

/**
 * Errors: conflict (user exists), notFound, invalidInput (no photos, bad user id or fraction), io; those of
 * `beforePlacing`.
 */
export async function* importUser(
  context: RootContext,
  options: ImportOptions,
  beforePlacing?: () => void,
): AsyncGenerator<ImportEvent> {
  await checkOptions(context, options)
  const found = await findPhotos(context, options.folder)
  const temporary = joinInside(context.path, PERSONAL_FOLDER, `${TEMPORARY_PREFIX}${randomUUID()}`)
  try {
    await makeFolders(context, temporary)
    const photos: ImportedPhoto[] = []
    const skipped: Problem[] = [...found.unsupported]
    const total = found.files.length
    let done = 0
    for await (const outcome of copyAll(context, options.folder, temporary, found.files)) {
      if ('photo' in outcome) photos.push(outcome.photo)
      else skipped.push(outcome.problem)
      done += 1
      yield { type: 'progress', done, total, file: outcome.file }
    }
    if (photos.length === 0) throw nothingUsable(options.folder, skipped)
    const report = await finishUser(context, { options, temporary, photos, skipped, beforePlacing })
    yield { type: 'finished', report }
  } finally {
    await context.fileSystem.remove(temporary)
  }
}

async function checkOptions(context: RootContext, options: ImportOptions): Promise<void> {
  requireWritable(context.access, join(context.path, PERSONAL_FOLDER))
  const id = userIdSchema.safeParse(options.user)
  if (!id.success) {
    throw new StudioError(
      'invalidInput',
      said`user "${options.user}": expected 1 to 64 letters, digits, ".", "-" and "_",
        beginning with a letter or digit; choose such a name`,
    )
  }
  if (!isPortableName(options.user)) {
    throw new StudioError(
      'invalidInput',
      said`user "${options.user}": expected a name that Windows can have for a folder, not "con", "nul" or the like
        and without "." at the end; choose another name`,
    )
  }
  if (!(options.validationFraction >= 0 && options.validationFraction <= 1)) {
    throw new StudioError(
      'invalidInput',
      said`validation share: expected 0 to 1, got ${options.validationFraction}; 0.3 is usual`,
    )
  }
  if (await isFolder(await resolveInside(context.path, userFolder(options.user)))) {
    throw new StudioError(
      'conflict',
      said`user "${options.user}" exists already in ${context.path}; choose another name`,
    )
  }
}

async function findPhotos(context: RootContext, folder: string): Promise<FoundPhotos> {
  const path = resolve(folder)
  if (!(await isFolder(path, 'strict'))) {
    throw new StudioError(
      'notFound',
      said`${path}: there is no such folder; choose an existing one`,
    )
  }
  const own = [PERSONAL_FOLDER, SOURCE_FOLDER].map((name) => join(context.path, name))
  const found = await collectPhotos(path, own)
  if (found.files.length > 0) return found
  throw new StudioError(
    'invalidInput',
    said`${path}: expected a folder with photos (JPEG, PNG, WebP or HEIC), found none;
      choose the folder that holds them`,
  )
}

async function makeFolders(context: RootContext, temporary: string): Promise<void> {
  try {
    await context.fileSystem.makeFolder(join(temporary, PHOTO_FOLDER))
    await context.fileSystem.makeFolder(join(temporary, 'SegmentationClass'))
    await context.fileSystem.makeFolder(join(context.path, STUDIO_FOLDER))
  } catch (error) {
    throw ioError(error, 'write', context.path)
  }
}

type Outcome = { readonly file: string } & (
  { readonly photo: ImportedPhoto } | { readonly problem: Problem }
)

/** In the order of `files`, several under way at once. */
async function* copyAll(
  context: RootContext,
  folder: string,
  temporary: string,
  files: readonly string[],
): AsyncGenerator<Outcome> {
  const nameFor = createPhotoNames()
  const seen = new Map<string, string>()
  const named = files.map((file) => ({ file, name: nameFor(file) }))
  const copy = async ({ file, name }: { file: string; name: string }): Promise<Outcome> =>
    copyOne(context, { source: join(folder, file), file, name, temporary, seen })
  const underWay: Promise<Outcome>[] = []
  try {
    for (const photo of named) {
      if (underWay.length >= CONCURRENCY) yield await underWay.shift()!
      const outcome = copy(photo)
      // A failure is met when its turn comes to be awaited; until then it is not "unhandled".
      outcome.catch(() => undefined)
      underWay.push(outcome)
    }
    while (underWay.length > 0) yield await underWay.shift()!
  } finally {
    // Stopped half-way: nothing may still write into the folder that is about to be removed.
    await Promise.allSettled(underWay)
  }
}

interface OneCopy {
  readonly source: string
  readonly file: string
  readonly name: string
  readonly temporary: string
  /** File by content, to leave out second copies. */
  readonly seen: Map<string, string>
}

/** A file that cannot be read or decoded is a problem; a disk that cannot be written ends the import. */
async function copyOne(context: RootContext, copy: OneCopy): Promise<Outcome> {
  const { file, name } = copy
  let bytes: Uint8Array
  let converted: Awaited<ReturnType<typeof convertPhoto>>
  try {
    bytes = await readFile(copy.source)
    const hash = sha256Of(bytes)
    const twin = copy.seen.get(hash)
    if (twin !== undefined) return { file, problem: duplicate(file, twin) }
    copy.seen.set(hash, file)
    converted = await convertPhoto(bytes, file)
  } catch (error) {
    return { file, problem: problemOf(file, findingOf(error, file, copy.source)) }
  }
  const target = join(copy.temporary, PHOTO_FOLDER, `${name}.jpg`)
  try {
    await context.fileSystem.writeNew(target, converted.bytes)
  } catch (error) {
    throw ioError(error, 'write', join(context.path, PERSONAL_FOLDER))
  }
  return { file, photo: { name, source: file, isUnchanged: converted.isUnchanged } }
}

function duplicate(file: string, twin: string): Problem {
  const words = said`the same picture as ${twin}, which is imported; nothing to do`
  return { kind: 'conflict', file, ...tell(words) }
}

function nothingUsable(folder: string, skipped: readonly Problem[]): StudioError {
  const [first] = skipped
  const example = first === undefined ? said`nothing` : said`${first.file}: ${wordsOf(first)}`
  return new StudioError(
    'invalidInput',
    said`${resolve(folder)}: expected photos, but none of its ${skipped.length} files can be used (${example})`,
  )
}
