// Embeddings of photos on the disk, below .pss-studio/: 4 MB each, named by the photo's bytes and the encoder's. A
// photo that is looked at again needs no encoder. What was used longest ago leaves first.

import { createHash } from 'node:crypto'
import { readFile, readdir, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../../core/errors.ts'
import type { ImageSize } from '../../core/geometry/pixel-mask.ts'
import { decodeSafetensors, encodeSafetensors } from '../../engine/checkpoint/safetensors.ts'
import { elementCount } from '../../engine/graph/shape.ts'
import { createTensor } from '../../engine/graph/tensor.ts'
import { TEMPORARY_PREFIX, writeFileAtomic } from '../files/atomic-write.ts'
import type { WritableFileSystem } from '../files/file-system.ts'
import { ioError, isMissing } from '../files/io-error.ts'
import { EMBEDDING_SHAPE } from './segmenter-model.ts'

export interface Embedding {
  /** The upright photo's. */
  readonly photo: ImageSize
  /** 256 x 64 x 64. */
  readonly values: Float32Array
}

export interface EmbeddingCache {
  has(key: string): Promise<boolean>
  /** Null when there is none, or none that is whole. Error: io. */
  read(key: string): Promise<Embedding | null>
  /** Error: io. */
  write(key: string, embedding: Embedding): Promise<void>
}

export interface EmbeddingCacheOptions {
  readonly folder: string
  readonly fileSystem: WritableFileSystem
  /** The most that all embeddings together take. */
  readonly mostBytes: number
}

const TENSOR = 'embedding'
const FILE = /^[0-9a-f]{64}\.safetensors$/

/** 64 hexadecimal digits. */
export function embeddingKey(photo: Uint8Array, encoderId: string): string {
  return createHash('sha256').update(encoderId).update('\0').update(photo).digest('hex')
}

export function createEmbeddingCache(options: EmbeddingCacheOptions): EmbeddingCache {
  const { folder, fileSystem, mostBytes } = options
  const pathOf = (key: string): string => join(folder, `${key}.safetensors`)
  return {
    async has(key) {
      return touch(pathOf(key))
    },
    async read(key) {
      const path = pathOf(key)
      const bytes = await readFile(path).catch((error: unknown) => {
        if (isMissing(error)) return null
        throw ioError(error, 'read', path)
      })
      return bytes === null ? null : decode(bytes, path)
    },
    async write(key, embedding) {
      const bytes = encode(embedding)
      await makeRoom(options, mostBytes - bytes.length)
      await writeFileAtomic(fileSystem, pathOf(key), bytes)
    },
  }
}

/** The time of the last use is that of the file. */
async function touch(path: string): Promise<boolean> {
  const now = new Date()
  try {
    await utimes(path, now, now)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw ioError(error, 'read', path)
  }
}

function encode({ photo, values }: Embedding): Uint8Array {
  const tensor = createTensor('float32', EMBEDDING_SHAPE, values)
  const metadata = { width: String(photo.width), height: String(photo.height) }
  return encodeSafetensors({ tensors: new Map([[TENSOR, tensor]]), metadata })
}

/** Derived data: what is damaged is made again. */
function decode(bytes: Uint8Array, path: string): Embedding | null {
  try {
    const { tensors, metadata } = decodeSafetensors(bytes, path)
    const data = tensors.get(TENSOR)?.data
    const [width, height] = [Number(metadata['width']), Number(metadata['height'])]
    const count = elementCount(EMBEDDING_SHAPE)
    const isWhole = data instanceof Float32Array && data.length === count
    return isWhole && width > 0 && height > 0 ? { photo: { width, height }, values: data } : null
  } catch (error) {
    if (error instanceof StudioError) return null
    throw error
  }
}

async function makeRoom(
  { folder, fileSystem }: EmbeddingCacheOptions,
  mostBytes: number,
): Promise<void> {
  const files = await listFiles(folder)
  let bytes = files.reduce((sum, file) => sum + file.byteSize, 0)
  for (const { path, byteSize } of files.toSorted((a, b) => a.usedMs - b.usedMs)) {
    if (bytes <= mostBytes) return
    await fileSystem.remove(path).catch((error: unknown) => {
      throw ioError(error, 'remove', path)
    })
    bytes -= byteSize
  }
}

interface CachedFile {
  readonly path: string
  readonly byteSize: number
  readonly usedMs: number
}

async function listFiles(folder: string): Promise<CachedFile[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw ioError(error, 'list', folder)
  })
  const files: CachedFile[] = []
  for (const name of names) {
    // A temporary file is another process's, which is writing it.
    if (name.startsWith(TEMPORARY_PREFIX) || !FILE.test(name)) continue
    const path = join(folder, name)
    const { size, mtimeMs } = await stat(path).catch((error: unknown) => {
      if (isMissing(error)) return { size: 0, mtimeMs: 0 }
      throw ioError(error, 'read', path)
    })
    files.push({ path, byteSize: size, usedMs: mtimeMs })
  }
  return files
}
