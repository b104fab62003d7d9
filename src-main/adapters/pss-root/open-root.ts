// Opens a PSS root: the PssRoot port and the artifacts beside it. A root that cannot be written, or
// that another studio has open, can still be looked at.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../core/errors.ts'
import { said, tell } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import { createTurns } from '../../core/in-turn.ts'
import { userIdSchema } from '../../contract/schemas.ts'
import type { Problem } from '../../contract/schemas.ts'
import type { PssRoot, RootPorts } from '../../services/ports.ts'
import { openCatalogue } from '../catalogue/catalogue.ts'
import { createMaskReader } from '../catalogue/mask-reader.ts'
import { openThumbnailStore } from '../catalogue/thumbnail-store.ts'
import { STUDIO_FOLDER, createArtifactStore } from '../files/artifact-store.ts'
import { nodeFileSystem } from '../files/file-system.ts'
import type { WritableFileSystem } from '../files/file-system.ts'
import { errorCode, ioError, isMissing } from '../files/io-error.ts'
import { createJournalStore } from '../files/journal-store.ts'
import { resolveInside } from '../files/path-guard.ts'
import { acquireStudioLock } from '../files/studio-lock.ts'
import type { StudioLock } from '../files/studio-lock.ts'
import { WRITABLE } from '../files/write-access.ts'
import type { WriteAccess } from '../files/write-access.ts'
import { importUser } from '../import/import-user.ts'
import {
  changeLabelRecord,
  labelsStamp,
  readLabelMap,
  readStoredRecord,
  saveLabelMap,
} from './label-map-files.ts'
import { keepDamagedMask } from './damaged-masks.ts'
import { hasOtherSize, keepLabelsAside } from './labels-aside.ts'
import { PERSONAL_FOLDER, SAMPLE_MARK, isFolder, locateRoot, userFolder } from './layout.ts'
import { listSource } from './list-source.ts'
import { listUser } from './list-user.ts'
import { readPairedMask, savePairedMask } from './paired-masks.ts'
import { photoBytes, photoSize, readPixels, uprightJpeg } from './photo-files.ts'
import { photoThumbnails } from './photo-thumbnails.ts'
import { readProvenance } from './provenance-files.ts'
import { readTextOrNull } from './read-list.ts'
import { removeLeftovers } from './remove-leftovers.ts'
import { saveImageLabels } from './save-image-labels.ts'
import { changeSplit } from './split-file.ts'
import { writeClusterList } from './write-cluster-list.ts'
import { createRootFolders } from './root-context.ts'
import type { RootContext } from './root-context.ts'

export interface OpenRootOptions {
  /**
   * `studio`: takes the lock; a second studio gets the root read-only. `worker`: shares the root with
   * the studio that started it.
   */
  readonly as: 'studio' | 'worker'
  /** Replaced in tests, to play a full or read-only disk. */
  readonly fileSystem?: WritableFileSystem
  /** Replaced in tests, to play a second studio. */
  readonly processId?: number
}

export interface OpenedRoot extends RootPorts {
  readonly root: PssRoot
}

/** Errors: notFound, invalidInput (no PSS root), io. */
export async function openRoot(path: string, options: OpenRootOptions): Promise<OpenedRoot> {
  const rootPath = await locateRoot(path)
  const fileSystem = options.fileSystem ?? nodeFileSystem
  const { access, lock } = await gainAccess(rootPath, fileSystem, options)
  const derived = (file: string): string =>
    access.refusal === null ? join(rootPath, STUDIO_FOLDER, file) : ':memory:'
  try {
    if (lock !== null) await removeLeftovers(rootPath, fileSystem)
    const isSample = (await readTextOrNull(join(rootPath, SAMPLE_MARK))) !== null
    const context: RootContext = {
      ...createRootFolders(rootPath),
      access,
      fileSystem,
      catalogue: openCatalogue(derived('catalogue.sqlite')),
      thumbnails: openThumbnailStore(derived('thumbnails.sqlite')),
      masks: createMaskReader(),
    }
    return {
      root: createPssRoot(context, { isSample, lock }),
      artifacts: createArtifactStore({ rootPath, access, fileSystem }),
      journals: createJournalStore({ rootPath, access, fileSystem }),
    }
  } catch (error) {
    await lock?.release()
    throw error
  }
}

interface Access {
  readonly access: WriteAccess
  readonly lock: StudioLock | null
}

const COPY = said`copy the folder to a place you may write to and open it there`
const MAKE_ROOM = said`make room and open the folder again`

/** Why a folder cannot be written although it can be read, and what to do. */
const READ_ONLY_REASONS: Record<string, readonly [Said, Said]> = {
  EACCES: [said`you may not write to this folder`, COPY],
  EPERM: [said`you may not write to this folder`, COPY],
  EROFS: [said`the folder is read-only`, COPY],
  ENOSPC: [said`the disk is full`, MAKE_ROOM],
  EDQUOT: [said`the disk quota is used up`, MAKE_ROOM],
}

async function gainAccess(
  rootPath: string,
  fileSystem: WritableFileSystem,
  options: OpenRootOptions,
): Promise<Access> {
  await resolveInside(rootPath, STUDIO_FOLDER)
  try {
    if (options.as === 'worker') {
      await fileSystem.makeFolder(join(rootPath, STUDIO_FOLDER))
      return { access: WRITABLE, lock: null }
    }
    const result = await acquireStudioLock(rootPath, fileSystem, options.processId)
    if (result.isHeld) return { access: result.lock, lock: result.lock }
    return { access: { refusal: result.reason }, lock: null }
  } catch (error) {
    const found = READ_ONLY_REASONS[errorCode(error) ?? '']
    if (found === undefined) throw ioError(error, 'write', rootPath)
    const [why, advice] = found
    const refusal = said`${why}; its photos can be looked at, but to label or run, ${advice}`
    return { access: { refusal }, lock: null }
  }
}

function createPssRoot(
  context: RootContext,
  state: { readonly isSample: boolean; readonly lock: StudioLock | null },
): PssRoot {
  // Saves of one user wait for each other: they all rewrite that user's list.
  const oneAtATime = createTurns()
  let isOpen = true
  return {
    path: context.path,
    get isWritable() {
      return context.access.refusal === null
    },
    get readOnlyReason() {
      return context.access.refusal
    },
    isSample: state.isSample,
    users: () => listUsers(context),
    async listUser(user) {
      await requireUser(context, user)
      return listUser(context, user)
    },
    watchMasksRead: (tell) => context.masks.watch(tell),
    listSource: () => sourceOf(context),
    readPixels: (image, size) => readPixels(context, image, size),
    imageSize: (image) => photoSize(context, image),
    readLabelMap: (image) => readLabelMap(context, image),
    labelsStamp: (image) => labelsStamp(context, image),
    readProvenance: (image, mask) => readProvenance(context, image, mask),
    saveLabelMap: (image, labels, expected, beforeWrite) =>
      oneAtATime(image.user, () => saveLabelMap(context, image, labels, expected, beforeWrite)),
    keepDamagedMask: (image) => keepDamagedMask(context, image),
    hasOtherSize: (image) => hasOtherSize(context, image),
    keepLabelsAside: (image) => oneAtATime(image.user, () => keepLabelsAside(context, image)),
    async saveImageLabels(user, changes) {
      await requireUser(context, user)
      await oneAtATime(user, () => saveImageLabels(context, user, changes))
    },
    async changeValidationSplit(user, next) {
      await requireUser(context, user)
      return oneAtATime(user, () => changeSplit(context, user, next))
    },
    readLabelRecord: (image) => readStoredRecord(context, image),
    changeLabelRecord: (image, change) =>
      oneAtATime(image.user, () => changeLabelRecord(context, image, change)),
    readPairedMask: (image, which) => readPairedMask(context, image, which),
    savePairedMask: (mask, labels, expected, beforeWrite) =>
      oneAtATime(mask.user, () => savePairedMask(context, mask, labels, expected, beforeWrite)),
    imageFile: (image) => photoBytes(context, image),
    uprightJpeg: (image) => uprightJpeg(context, image),
    ...photoThumbnails(context),
    importUser: (options, beforePlacing) => importUser(context, options, beforePlacing),
    writeClusterList: (user, groups) => writeClusterList(context, user, groups),
    async close() {
      if (!isOpen) return
      isOpen = false
      context.thumbnails.close()
      context.catalogue.close()
      await state.lock?.release()
    },
  }
}

async function listUsers(context: RootContext): Promise<string[]> {
  const folders = await personalFolders(context)
  return folders.filter((name) => userIdSchema.safeParse(name).success)
}

async function personalFolders(context: RootContext): Promise<string[]> {
  const path = await resolveInside(context.path, PERSONAL_FOLDER)
  try {
    const entries = await readdir(path, { withFileTypes: true })
    const folders = entries.filter((e) => !e.isFile() && !e.name.startsWith('.'))
    return folders.map((entry) => entry.name).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw ioError(error, 'list', path)
  }
}

async function requireUser(context: RootContext, user: string): Promise<void> {
  const isId = userIdSchema.safeParse(user).success
  if (isId && (await isFolder(await resolveInside(context.path, userFolder(user))))) return
  const users = await listUsers(context)
  const choice = users.length === 0 ? said`there are none yet` : said`there are ${users.join(', ')}`
  throw new StudioError('notFound', said`there is no user "${user}" in ${context.path}; ${choice}`)
}

async function sourceOf(context: RootContext): ReturnType<PssRoot['listSource']> {
  const listing = await listSource(context)
  return { ...listing, problems: [...(await rootProblems(context)), ...listing.problems] }
}

async function rootProblems(context: RootContext): Promise<Problem[]> {
  const problems: Problem[] = []
  const { refusal } = context.access
  if (refusal !== null) problems.push({ kind: 'io', file: context.path, ...tell(refusal) })
  for (const name of await personalFolders(context)) {
    if (userIdSchema.safeParse(name).success) continue
    const words = said`expected a user folder named with letters, digits, ".", "-" and "_", so that it is left out; rename it`
    problems.push({ kind: 'invalidInput', file: userFolder(name), ...tell(words) })
  }
  return problems
}
