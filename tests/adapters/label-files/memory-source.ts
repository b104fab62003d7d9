// Label files in memory, and a whole way there and back.

import { LABEL_CODECS } from '../../../src-main/adapters/label-files/label-files.ts'
import type { ExportWish, LabelCodec } from '../../../src-main/adapters/label-files/label-codec.ts'
import { openLabelFiles } from '../../../src-main/adapters/label-files/label-files.ts'
import { zipSource } from '../../../src-main/adapters/label-files/label-source.ts'
import type { LabelSource } from '../../../src-main/adapters/label-files/label-source.ts'
import type { ArchiveBytes } from '../../../src-main/adapters/label-files/zip-reader.ts'
import type { NewFile } from '../../../src-main/adapters/files/write-new-folder.ts'
import { StudioError } from '../../../src-main/core/errors.ts'
import { EVERY_COMPONENT } from '../../../src-main/core/label-files/component-wish.ts'
import type { LabelFormat } from '../../../src-main/core/label-files/formats.ts'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type {
  ImageSize,
  ReadLabels,
  TurnedPhoto,
} from '../../../src-main/services/ports/label-files.ts'

export function codecNamed(format: LabelFormat): LabelCodec {
  return LABEL_CODECS.find((codec) => codec.format === format)!
}

/** A zip archive among the files is opened as one. */
export async function memorySource(files: readonly MemoryFile[]): Promise<LabelSource> {
  const [only] = files
  if (only !== undefined && files.length === 1 && only.name.endsWith('.zip')) {
    return zipSource(memoryArchive(only.bytes), only.name)
  }
  return {
    place: '/labels',
    main: null,
    files: () => Promise.resolve(files.map(({ name }) => name).sort()),
    read: (name) => {
      const file = files.find((candidate) => candidate.name === name)
      if (file === undefined) throw new StudioError('notFound', `${name}: there is no such file`)
      return Promise.resolve(file.bytes)
    },
  }
}

function memoryArchive(bytes: Uint8Array): ArchiveBytes {
  const read = (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length))
  return { byteSize: bytes.length, read }
}

/** A file whose content is held at once. */
export interface MemoryFile extends NewFile {
  readonly bytes: Uint8Array
}

export async function writeAll(
  format: LabelFormat,
  labelMaps: Readonly<Record<string, LabelMap>>,
  wish: Partial<ExportWish> = {},
): Promise<MemoryFile[]> {
  async function* images() {
    for (const [name, labelMap] of Object.entries(labelMaps)) {
      yield await Promise.resolve({ name, photoFile: `${name}.jpg`, labelMap, photo: null })
    }
  }
  const nothing = (): void => undefined
  const plain = { choices: [], components: EVERY_COMPONENT, note: nothing, annotated: nothing }
  const files: MemoryFile[] = []
  for await (const { name, bytes } of codecNamed(format).write(images(), { ...plain, ...wish })) {
    const parts = bytes instanceof Uint8Array ? [bytes] : await collect(bytes)
    files.push({ name, bytes: Buffer.concat(parts) })
  }
  return files
}

export async function readAll(
  format: LabelFormat,
  files: readonly MemoryFile[],
  photoSize: (name: string) => (ImageSize & Partial<TurnedPhoto>) | null,
): Promise<ReadLabels[]> {
  const opened = await openLabelFiles(codecNamed(format), await memorySource(files))
  return collect(
    opened.read((name) => {
      const size = photoSize(name)
      return size === null ? null : { orientation: 1, ...size }
    }),
  )
}

export function jsonFile(name: string, content: unknown): MemoryFile {
  return { name, bytes: Buffer.from(JSON.stringify(content)) }
}

export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}
