// Takes both halves of a promptable segmenter into the person's folder, as they are: what was checked here is what
// will be run.

import { join } from 'node:path'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { SEGMENTER_NAMES } from '../../services/ports/promptable-segmenter.ts'
import { segmenterPart } from '../segmenter/segmenter-model.ts'
import type { SegmenterPart } from '../segmenter/segmenter-model.ts'
import { addedFolder, storeEntries } from './weights-folder.ts'

export interface SegmenterFiles {
  readonly encoder: NamedFile
  readonly decoder: NamedFile
}

interface NamedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

export interface AddedSegmenter {
  readonly kind: 'segmenter'
  readonly halves: readonly {
    readonly part: SegmenterPart
    /** In the source. */
    readonly file: string
    readonly path: string
    readonly byteSize: number
    readonly sha256: string
  }[]
}

/**
 * The two halves among the ONNX files of a folder or package; null when there is neither.
 * Errors: corrupt, unsupported; notFound for one half alone; invalidInput for several of one kind.
 */
export function findSegmenter(
  files: ReadonlyMap<string, Uint8Array>,
  place: string,
): SegmenterFiles | null {
  const models = Array.from(files, ([path, bytes]) => ({ path, bytes })).filter(({ path }) =>
    /\.onnx$/i.test(path),
  )
  if (models.length < 2) return null
  const found: Record<SegmenterPart, NamedFile[]> = { encoder: [], decoder: [] }
  for (const model of models) {
    const part = segmenterPart(model.bytes, `${place}#${model.path}`)
    if (part !== null) found[part].push(model)
  }
  if (found.encoder.length === 0 && found.decoder.length === 0) return null
  return { encoder: only('encoder', found, place), decoder: only('decoder', found, place) }
}

function only(
  part: SegmenterPart,
  found: Readonly<Record<SegmenterPart, readonly NamedFile[]>>,
  place: string,
): NamedFile {
  const [first, ...others] = found[part]
  if (first === undefined) {
    const other = part === 'encoder' ? 'decoder' : 'encoder'
    throw new StudioError(
      'notFound',
      `${place}: expected an encoder and a decoder of a segmenter, found only the ${other}; add a folder or package with both`,
    )
  }
  if (others.length === 0) return first
  const list = found[part].map(({ path }) => path).join(', ')
  throw new StudioError(
    'invalidInput',
    `${place}: expected one ${part} of a segmenter, found ${list}; put the two files that belong together into a folder of their own`,
  )
}

/** Error: io; nothing is stored then. */
export async function storeSegmenter(
  { encoder, decoder }: SegmenterFiles,
  { folder, origin }: { readonly folder: string; readonly origin: string },
): Promise<AddedSegmenter> {
  const parts = [
    { part: 'encoder', ...encoder },
    { part: 'decoder', ...decoder },
  ] as const
  const entries = await storeEntries(
    addedFolder(folder),
    parts.map(({ part, path, bytes }) => {
      const detail = said`added from ${origin} (onnx, ${path})`
      return { name: SEGMENTER_NAMES[part], detail, bytes, extension: 'onnx' }
    }),
  )
  const halves = parts.flatMap(({ part, path }, at) => {
    const entry = entries[at]
    if (entry === undefined) return []
    const { file, byteSize, sha256 } = entry
    return [{ part, file: path, path: join(folder, file), byteSize, sha256 }]
  })
  return { kind: 'segmenter', halves }
}
