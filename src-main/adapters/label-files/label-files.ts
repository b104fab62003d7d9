// The LabelFiles port: every format, listed once, over folders, archives and single files.

import { stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { StudioError, invariant } from '../../core/errors.ts'
import { said, tell } from '../../core/said.ts'
import { LABEL_FORMAT_FACTS } from '../../core/label-files/formats.ts'
import type {
  LabelFiles,
  LabelFilesRequest,
  OpenedLabelFiles,
  ReadLabels,
  TurnedPhoto,
} from '../../services/ports/label-files.ts'
import { writeFileAtomic } from '../files/atomic-write.ts'
import type { WritableFileSystem } from '../files/file-system.ts'
import { ioError, isMissing } from '../files/io-error.ts'
import { writeNewFolder } from '../files/write-new-folder.ts'
import type { NewFile } from '../files/write-new-folder.ts'
import { turnUpright, uprightSize } from '../images/orientation.ts'
import { coco } from './coco.ts'
import { cocoPanoptic } from './coco-panoptic.ts'
import { cvat } from './cvat.ts'
import { createExportTally } from './export-tally.ts'
import { grey } from './grey.ts'
import { isSameSize } from './label-codec.ts'
import type { EntryLabels, LabelCodec, LabelEntry } from './label-codec.ts'
import { labelme } from './labelme.ts'
import { openLabelSource } from './label-source.ts'
import type { LabelSource } from './label-source.ts'
import { voc } from './voc.ts'

export const LABEL_CODECS: readonly LabelCodec[] = [voc, coco, cocoPanoptic, labelme, cvat, grey]

export function createLabelFiles(fileSystem: WritableFileSystem): LabelFiles {
  return {
    async open(request) {
      requireAbsolute(request.path)
      return openLabelFiles(codecOf(request), await openLabelSource(request.path))
    },
    async write(request, images, beforePlacing) {
      requireAbsolute(request.path)
      const { choices, components, isDryRun, path } = request
      const tally = createExportTally(isDryRun ? null : components.mostAnnotations)
      const { note, annotated } = tally
      const wish = { choices, components, note, annotated }
      const files = tally.counting(codecOf(request).write(images, wish))
      if (isDryRun) await makeAndForget(files)
      else if (LABEL_FORMAT_FACTS[request.format].output === 'folder') {
        await writeNewFolder(fileSystem, path, endingWith(files, beforePlacing))
      } else await writeNewFile(fileSystem, { path, files, beforePlacing })
      return tally.result()
    },
  }
}

function codecOf({ format }: LabelFilesRequest): LabelCodec {
  const codec = LABEL_CODECS.find((candidate) => candidate.format === format)
  invariant(codec !== undefined, `there is no reader of ${format}`)
  return codec
}

export async function openLabelFiles(
  codec: LabelCodec,
  source: LabelSource,
): Promise<OpenedLabelFiles> {
  const entries = await codec.open(source)
  return {
    names: entries.map(({ name }) => name),
    async *read(photoOf) {
      for (const entry of entries) yield await readEntry(entry, photoOf(entry.name))
    },
  }
}

/** A damaged file is this image's problem: the others are read all the same. */
async function readEntry(entry: LabelEntry, photo: TurnedPhoto | null): Promise<ReadLabels> {
  const { name, file } = entry
  if (photo === null) return { name, file, kind: 'noPhoto' }
  try {
    return { name, file, ...(await readUpright(entry, photo)) }
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    const problem = { kind: error.kind, file, ...tell(error.words) }
    return { name, file, kind: 'unreadable', problem }
  }
}

/** Labels of the photo as stored are turned like it. Where both sizes are the same they are taken as upright. */
async function readUpright(entry: LabelEntry, photo: TurnedPhoto): Promise<EntryLabels> {
  const read = await entry.read(photo)
  const stored = uprightSize(photo, photo.orientation)
  if (read.kind !== 'otherSize' || !isSameSize(read.size, stored)) return read
  const asStored = await entry.read(stored)
  if (asStored.kind !== 'labels') return asStored
  const labels = { ...asStored.labels, ...turnUpright(asStored.labels, photo.orientation) }
  return { ...asStored, labels, remarks: [...asStored.remarks, 'turned'] }
}

async function makeAndForget(files: AsyncIterable<NewFile>): Promise<void> {
  for await (const { bytes } of files) {
    if (bytes instanceof Uint8Array) continue
    const parts = bytes[Symbol.asyncIterator]()
    while ((await parts.next()).done !== true);
  }
}

/** A folder gets its name when its last file is written and no other one comes. */
async function* endingWith(files: AsyncIterable<NewFile>, end: () => void) {
  yield* files
  end()
}

interface SingleFile {
  readonly path: string
  readonly files: AsyncIterable<NewFile>
  readonly beforePlacing: () => void
}

async function writeNewFile(
  fileSystem: WritableFileSystem,
  { path, files, beforePlacing }: SingleFile,
): Promise<void> {
  await requireNew(path)
  for await (const { bytes } of files) {
    await writeFileAtomic(fileSystem, path, bytes, async () => {
      beforePlacing()
      await requireNew(path)
    })
  }
}

async function requireNew(path: string): Promise<void> {
  try {
    await stat(path)
  } catch (error) {
    if (isMissing(error)) return
    throw ioError(error, 'write', path)
  }
  throw new StudioError('conflict', said`${path}: there is such a file already; name a new one`)
}

function requireAbsolute(path: string): void {
  if (isAbsolute(path)) return
  throw new StudioError(
    'invalidInput',
    said`"${path}": expected an absolute path of a file or folder`,
  )
}
