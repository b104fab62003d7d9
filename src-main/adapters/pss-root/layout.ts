// Where things are in a PSS root (the layout of the paper's code), as paths relative to the root.

import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import type { PairedMask } from '../../services/ports/label-record-files.ts'
import { errorCode, ioError } from '../files/io-error.ts'

export const PHOTO_FOLDER = 'JPEGImages'
export const USER_MASK_FOLDER = 'SegmentationClass'
/** Image-level labels of a user's photos. */
export const IMAGE_LABEL_LIST = 'imgLabelList.txt'
/** Who labelled each pixel of the masks beside. */
export const PROVENANCE_FOLDER = 'Provenance'
/** Label records, one JSON file a photo. */
export const RECORD_FOLDER = 'Annotations'
export const PERSONAL_FOLDER = 'personal'
export const SOURCE_FOLDER = 'VOC2012'
/** A root that carries this file is the sample that comes with the studio, or a copy of it. */
export const SAMPLE_MARK = 'pss-sample.json'

/** Beside the folder of the masks that count, the one of several people's masks of the same photos. */
export function folderOf(folder: string, which: PairedMask | undefined): string {
  return which === undefined ? folder : `${folder}.${which}`
}

export function userFolder(user: string): string {
  return `${PERSONAL_FOLDER}/${user}`
}

/**
 * The root at `path`: a folder with `personal` or `VOC2012`, or one whose subfolder `data` is that.
 * Errors: notFound; invalidInput with what was found and what to choose.
 */
export async function locateRoot(path: string): Promise<string> {
  const folder = resolve(path)
  if (!(await isFolder(folder, 'strict'))) {
    throw new StudioError(
      'notFound',
      said`${folder}: there is no such folder; choose an existing one`,
    )
  }
  for (const candidate of [folder, join(folder, 'data')]) {
    if (await holdsRoot(candidate)) return candidate
  }
  throw new StudioError(
    'invalidInput',
    said`${folder}: expected a PSS root, a folder with "${PERSONAL_FOLDER}/<user>/${PHOTO_FOLDER}" or
      "${SOURCE_FOLDER}/${PHOTO_FOLDER}", found neither; ${await advise(folder)}`,
  )
}

export async function isFolder(
  path: string,
  missing: 'lenient' | 'strict' = 'lenient',
): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return false
    if (missing === 'strict') throw ioError(error, 'open', path)
    return false
  }
}

async function holdsRoot(folder: string): Promise<boolean> {
  return (
    (await isFolder(join(folder, PERSONAL_FOLDER))) || (await isFolder(join(folder, SOURCE_FOLDER)))
  )
}

async function advise(folder: string): Promise<Said> {
  const parents = [folder, dirname(folder), dirname(dirname(folder))]
  for (const inner of parents) {
    const isRootPart = [PERSONAL_FOLDER, SOURCE_FOLDER].includes(basename(inner))
    if (isRootPart && (await holdsRoot(dirname(inner))))
      return said`choose ${dirname(inner)} instead`
  }
  return said`choose another folder, or make a folder "${PERSONAL_FOLDER}" in it to start a new root`
}
