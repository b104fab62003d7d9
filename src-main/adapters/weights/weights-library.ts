// Pre-trained weights of the resource folder, each checked against its checksum: a damaged or
// exchanged file is an error, never a network that silently learns from noise.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { StudioError } from '../../core/errors.ts'
import type { WeightsLibrary } from '../../services/ports.ts'
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
    }),
  ),
})

type WeightsEntry = z.infer<typeof checksumsSchema>['weights'][number]

/** `folder` holds checksums.json and the files it names. */
export function createWeightsLibrary(folder: string): WeightsLibrary {
  return {
    async list() {
      const entries = await readChecksums(folder)
      return entries.map(({ name, file, detail }) => ({
        name,
        path: joinInside(folder, file),
        detail,
      }))
    },
    async read(name) {
      const entries = await readChecksums(folder)
      const entry = entries.find((candidate) => candidate.name === name)
      if (entry === undefined) throw unknownName(name, entries)
      return readChecked(joinInside(folder, entry.file), entry)
    },
  }
}

async function readChecked(path: string, entry: WeightsEntry): Promise<Uint8Array> {
  const bytes = await readRequired(path)
  if (bytes.length !== entry.byteSize) {
    throw damaged(path, `${entry.byteSize} bytes`, `${bytes.length}`)
  }
  const sum = createHash('sha256').update(bytes).digest('hex')
  if (sum !== entry.sha256) throw damaged(path, `the SHA-256 ${entry.sha256}`, sum)
  return bytes
}

async function readChecksums(folder: string): Promise<WeightsEntry[]> {
  const path = join(folder, 'checksums.json')
  const text = Buffer.from(await readRequired(path)).toString('utf8')
  try {
    return checksumsSchema.parse(JSON.parse(text)).weights
  } catch (cause) {
    throw new StudioError(
      'corrupt',
      `${path}: expected the list of weights files; install PSS Studio again`,
      { cause },
    )
  }
}

async function readRequired(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    if (!isMissing(error)) throw ioError(error, 'read', path)
    throw new StudioError(
      'notFound',
      `${path}: this file belongs to PSS Studio but is missing; install PSS Studio again`,
      { cause: error },
    )
  }
}

function unknownName(name: string, entries: readonly WeightsEntry[]): StudioError {
  const known = entries.map((entry) => entry.name).join(', ')
  return new StudioError('notFound', `there are no weights for "${name}"; there are: ${known}`)
}

function damaged(path: string, expected: string, found: string): StudioError {
  return new StudioError(
    'corrupt',
    `${path}: expected ${expected}, found ${found}; the file is damaged or exchanged: install PSS Studio again`,
  )
}
