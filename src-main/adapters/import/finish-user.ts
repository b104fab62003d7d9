// The last step of an import: list files, the drawn validation split and the record of where each
// photo came from; then the user's folder gets its name.

import { join } from 'node:path'
import type { ImportReport } from '../../contract/root.ts'
import type { Problem } from '../../contract/schemas.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { formatImageLabels } from '../../core/lists/pss-lists.ts'
import { drawValidationSplit } from '../../core/lists/validation-split.ts'
import type { ValidationSplit } from '../../core/lists/validation-split.ts'
import type { ImportOptions } from '../../services/ports.ts'
import { STUDIO_FOLDER } from '../files/artifact-store.ts'
import { writeFileAtomic } from '../files/atomic-write.ts'
import { errorCode, ioError } from '../files/io-error.ts'
import { resolveInside } from '../files/path-guard.ts'
import { renamePatiently } from '../files/patient-rename.ts'
import { isFolder, userFolder } from '../pss-root/layout.ts'
import type { RootContext } from '../pss-root/root-context.ts'
import { SPLIT_FILE, formatSplit } from '../pss-root/split-file.ts'
import { CONVERTED_QUALITY } from './convert-photo.ts'

export interface ImportedPhoto {
  readonly name: string
  /** Path relative to the imported folder. */
  readonly source: string
  /** Copied byte for byte; else turned upright and encoded as JPEG. */
  readonly isUnchanged: boolean
}

export interface UserToFinish {
  readonly options: ImportOptions
  readonly temporary: string
  readonly photos: readonly ImportedPhoto[]
  readonly skipped: readonly Problem[]
  /** Asked when all is made that nobody sees yet. */
  readonly beforePlacing: (() => void) | undefined
}

/** Errors: io; conflict when the user appeared meanwhile; those of `beforePlacing`. */
export async function finishUser(context: RootContext, user: UserToFinish): Promise<ImportReport> {
  const { options, photos, skipped } = user
  const names = photos.map(({ name }) => name).sort()
  const images = names.map((name) => ({ name, classes: [] }))
  const drawn = { seed: options.seed, fraction: options.validationFraction, isStratified: false }
  const split = drawValidationSplit(images, drawn)
  await writeLists(context, user.temporary, { names, split })
  user.beforePlacing?.()
  const path = await resolveInside(context.path, userFolder(options.user))
  // Before the record is written: it would be the other's.
  if (await isFolder(path)) throw appeared(context, options)
  await writeOrigin(context, user)
  await nameFolder(context, user, path)
  return {
    user: options.user,
    imported: photos.length,
    skipped: [...skipped],
    validationSplit: [...split.names],
  }
}

async function writeLists(
  context: RootContext,
  temporary: string,
  { names, split }: { readonly names: readonly string[]; readonly split: ValidationSplit },
): Promise<void> {
  const unknown = names.map((name) => ({
    name,
    imagePath: `/JPEGImages/${name}.jpg`,
    classes: [],
    isUnknown: true,
  }))
  const write = (file: string, text: string): Promise<void> =>
    writeFileAtomic(context.fileSystem, join(temporary, file), Buffer.from(text))
  await write('imgLabelList.txt', formatImageLabels(unknown))
  await write('val_all.txt', '')
  await write(SPLIT_FILE, formatSplit(split))
}

async function writeOrigin(
  context: RootContext,
  { options, photos, skipped }: UserToFinish,
): Promise<void> {
  const origin = {
    version: 1,
    convertedTo: `upright JPEG, quality ${CONVERTED_QUALITY}`,
    photos: photos.map(({ name, source, isUnchanged }) => ({
      name,
      source,
      action: isUnchanged ? 'copied' : 'converted',
    })),
    skipped,
  }
  await writeJson(context, `${STUDIO_FOLDER}/imports/${options.user}.json`, origin)
}

async function writeJson(context: RootContext, file: string, value: unknown): Promise<void> {
  const path = await resolveInside(context.path, file)
  await writeFileAtomic(
    context.fileSystem,
    path,
    Buffer.from(JSON.stringify(value, null, 2) + '\n'),
  )
}

async function nameFolder(
  context: RootContext,
  { options, temporary }: UserToFinish,
  path: string,
): Promise<void> {
  try {
    await renamePatiently(context.fileSystem, { from: temporary, to: path })
  } catch (error) {
    const isThere = ['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')
    throw isThere ? appeared(context, options) : ioError(error, 'write', path)
  }
}

function appeared({ path }: RootContext, { user }: ImportOptions): StudioError {
  return new StudioError(
    'conflict',
    said`user "${user}" appeared in ${path} meanwhile; import under another name`,
  )
}
