// Who labelled each pixel of a mask: Provenance/<name>.png beside SegmentationClass/<name>.png, and Provenance.second/
// beside SegmentationClass.second/ and so on. It names the revision of its mask. A save stages it first and renames it last; the mask's own rename lies between, so that
// after a crash there is a provenance that belongs to the mask, old or new.

import { StudioError } from '../../core/errors.ts'
import { validateProvenance } from '../../core/labels/provenance.ts'
import type { ProvenancePlane } from '../../core/labels/provenance.ts'
import { said } from '../../core/said.ts'
import type { Words } from '../../core/said.ts'
import type { PhotoMask } from '../../services/ports/label-record-files.ts'
import type { StoredLabelMap, StoredProvenance } from '../../services/ports/stored-labels.ts'
import { moveFile, writeFileAtomic } from '../files/atomic-write.ts'
import { ioError } from '../files/io-error.ts'
import { resolveInside } from '../files/path-guard.ts'
import { readOrNull } from '../files/read-or-null.ts'
import { sha256Of } from '../files/sha256.ts'
import { compressPng8, decodePng8, isPng8, readPng } from '../images/png8.ts'
import type { CompressedPng8 } from '../images/png8.ts'
import { PROVENANCE_FOLDER, folderOf, userFolder } from './layout.ts'
import type { RootContext, RootFolders } from './root-context.ts'

/** Keyword of the text that holds the revision of the mask. */
const MASK_REVISION = 'PSS mask revision'
/** Begins with a dot: whoever lists a folder skips it. */
export const STAGED_PREFIX = '.pss-studio-next-'

/** For whoever opens the file elsewhere: unlabelled, human, assist, copied. */
const PALETTE = Uint8Array.of(24, 24, 27, 74, 222, 128, 96, 165, 250, 248, 113, 113)

/** Error: io. A file that cannot be used is no error: it is left aside, and the note says why. */
export async function readProvenance(
  context: RootFolders,
  image: PhotoMask,
  mask: StoredLabelMap,
): Promise<StoredProvenance> {
  const { label } = await provenanceFiles(context, image)
  const bytes = await bytesFor(context, image, mask.revision)
  if (bytes === null) return { provenance: null, note: null }
  try {
    if (maskRevisionIn(bytes, label) !== mask.revision) {
      return leftAside(said`${label} belongs to another version of the mask`)
    }
    return { provenance: await decode(bytes, mask, label), note: null }
  } catch (error) {
    if (!(error instanceof StudioError) || error.kind === 'io') throw error
    return leftAside(error.words)
  }
}

/** Of the bytes that readProvenance takes for a mask, null without any. Error: io. */
export async function provenanceSha256(
  context: RootFolders,
  image: PhotoMask,
  maskRevision: string,
): Promise<string | null> {
  const bytes = await bytesFor(context, image, maskRevision)
  return bytes === null ? null : sha256Of(bytes)
}

/** What was staged for this mask, when its save was cut short after the mask, else the file in its place. */
async function bytesFor(
  context: RootFolders,
  image: PhotoMask,
  maskRevision: string,
): Promise<Uint8Array | null> {
  const [present, staged] = await provenanceBytes(context, image)
  return staged !== null && isStagedFor(staged, maskRevision) ? staged : present
}

/** The bytes that readProvenance chooses from. Error: io. */
export async function provenanceBytes(
  context: RootFolders,
  image: PhotoMask,
): Promise<readonly [present: Uint8Array | null, staged: Uint8Array | null]> {
  const { path, staged } = await provenanceFiles(context, image)
  return [await readOrNull(path), await readOrNull(staged)]
}

function leftAside(reason: Words): StoredProvenance {
  const note = said`${reason}; it was left aside, and every pixel counts as labelled by a person`
  return { provenance: null, note }
}

export function compressProvenance(provenance: ProvenancePlane): Promise<CompressedPng8> {
  return compressPng8(provenance, PALETTE)
}

export interface StagedProvenance {
  /** Puts the provenance in its place once its mask is stored. Error: io; saving once more then repairs it. */
  settle(): Promise<void>
  /** Takes back what was staged when the mask could not be stored. */
  abandon(): Promise<void>
}

export interface MaskRevisions {
  /** Null when there is no mask yet. */
  readonly present: string | null
  readonly next: string
}

/** First half of a save. Error: io, with everything as it was. */
export async function stageProvenance(
  context: RootContext,
  image: PhotoMask,
  { provenance, revisions }: { provenance: CompressedPng8 | null; revisions: MaskRevisions },
): Promise<StagedProvenance> {
  const { fileSystem } = context
  const { path, staged } = await provenanceFiles(context, image)
  const left = await readOrNull(staged)
  // Of a save that was cut short after its mask: the present mask must not lose it.
  if (left !== null && revisions.present !== null && isStagedFor(left, revisions.present)) {
    await moveFile(fileSystem, staged, path)
  }
  const remove = (file: string): Promise<void> =>
    fileSystem.remove(file).catch((error: unknown) => {
      throw ioError(error, 'remove', file)
    })
  if (provenance === null) {
    return {
      settle: async () => {
        await remove(staged)
        await remove(path)
      },
      abandon: () => Promise.resolve(),
    }
  }
  const texts = new Map([[MASK_REVISION, revisions.next]])
  await writeFileAtomic(fileSystem, staged, provenance(texts))
  return {
    settle: () => moveFile(fileSystem, staged, path),
    abandon: () => remove(staged),
  }
}

/** Errors: corrupt; invalidInput when it cannot be the mask's. */
async function decode(
  bytes: Uint8Array,
  mask: StoredLabelMap,
  label: string,
): Promise<ProvenancePlane> {
  const chunks = readPng(bytes, label)
  if (!isPng8(chunks.header)) {
    throw new StudioError('invalidInput', said`${label} is no image of one byte a pixel`)
  }
  const { image } = await decodePng8(bytes, chunks, label)
  validateProvenance(image, mask.labelMap, label)
  return image
}

/** Error: corrupt. */
function maskRevisionIn(bytes: Uint8Array, label: string): string | undefined {
  return readPng(bytes, label).texts?.get(MASK_REVISION)
}

/** A damaged file was staged for no mask: the one in its place is the one to read. */
function isStagedFor(bytes: Uint8Array, maskRevision: string): boolean {
  try {
    return maskRevisionIn(bytes, STAGED_PREFIX) === maskRevision
  } catch (error) {
    if (error instanceof StudioError && error.kind === 'corrupt') return false
    throw error
  }
}

interface ProvenanceFiles {
  readonly label: string
  readonly path: string
  readonly staged: string
}

async function provenanceFiles(context: RootFolders, image: PhotoMask): Promise<ProvenanceFiles> {
  const folder = `${userFolder(image.user)}/${folderOf(PROVENANCE_FOLDER, image.which)}`
  const file = `${image.name}.png`
  return {
    label: `${folder}/${file}`,
    path: await resolveInside(context.path, folder, file),
    staged: await resolveInside(context.path, folder, `${STAGED_PREFIX}${file}`),
  }
}
