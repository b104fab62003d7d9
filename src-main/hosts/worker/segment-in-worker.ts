// Smart click inside a worker process: one request after the other, the model opened with the first.

import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { STUDIO_FOLDER } from '../../adapters/files/artifact-store.ts'
import { nodeFileSystem } from '../../adapters/files/file-system.ts'
import { photoBytes, photoSize, readPixels } from '../../adapters/pss-root/photo-files.ts'
import { createRootFolders } from '../../adapters/pss-root/root-context.ts'
import { createEmbeddingCache } from '../../adapters/segmenter/embedding-cache.ts'
import type { EmbeddingCache } from '../../adapters/segmenter/embedding-cache.ts'
import { openPhotoEncoder } from '../../adapters/segmenter/photo-encoder.ts'
import type { PhotoEncoder } from '../../adapters/segmenter/photo-encoder.ts'
import { openPromptDecoder } from '../../adapters/segmenter/prompt-decoder.ts'
import type { WeightsLibrary, WorkerEvent } from '../../services/ports.ts'
import { SEGMENTER_NAMES } from '../../services/ports/promptable-segmenter.ts'
import type {
  SegmenterDevice,
  SegmenterRequest,
} from '../../services/ports/promptable-segmenter.ts'
import { reportOf } from '../../services/runs/job.ts'

export interface SegmenterDeskOptions {
  readonly weights: () => WeightsLibrary
  readonly send: (event: WorkerEvent) => Promise<void>
  readonly log: (message: string) => void
}

export interface SegmenterDesk {
  /** Answers with one event, after those asked before. */
  take(request: SegmenterRequest): void
}

/** 256 photos. */
const MOST_CACHE_BYTES = 2 ** 30
const THREADS = availableParallelism()
const CPU = { provider: 'cpu', threads: THREADS } as const

export function createSegmenterDesk({ weights, send, log }: SegmenterDeskOptions): SegmenterDesk {
  const caches = onceFor((rootPath: string) => openCache(rootPath))
  const roots = onceFor((rootPath: string) => createRootFolders(rootPath))
  // One is open at a time: a device that is left gives its memory back.
  let encoder: { readonly on: string; readonly opened: Promise<PhotoEncoder> } | null = null
  const decoders = onceFor(async (rootPath: string) => {
    const model = await weights().read(SEGMENTER_NAMES.decoder)
    return openPromptDecoder(model, caches(rootPath), CPU)
  })
  let last = Promise.resolve()

  async function encoderOn(device: SegmenterDevice, rootPath: string): Promise<PhotoEncoder> {
    const on = `${device} ${rootPath}`
    if (encoder?.on === on) return encoder.opened
    const left = encoder?.opened
    const opened = openEncoder(device, rootPath)
    encoder = { on, opened }
    opened.catch(() => (encoder = null))
    await left?.then(({ dispose }) => dispose()).catch(() => undefined)
    return opened
  }

  async function openEncoder(device: SegmenterDevice, rootPath: string): Promise<PhotoEncoder> {
    const model = await weights().read(SEGMENTER_NAMES.encoder)
    return openPhotoEncoder(model, caches(rootPath), { provider: device, threads: THREADS })
  }

  async function answer(request: SegmenterRequest): Promise<WorkerEvent> {
    if (request.type === 'decode') {
      const decoder = await decoders(request.rootPath)
      return { type: 'decoded', candidates: await decoder.decode(request.key, request) }
    }
    const { image, rootPath, device } = request
    const opened = await encoderOn(device, rootPath)
    const root = roots(rootPath)
    const key = await opened.encode({
      bytes: (await photoBytes(root, image)).bytes,
      size: await photoSize(root, image),
      pixels: (size) => readPixels(root, image, size),
    })
    return { type: 'encoded', key }
  }

  return {
    take(request) {
      last = last
        .then(() => answer(request))
        .catch((error: unknown): WorkerEvent => {
          return { type: 'refused', error: reportOf(error, { log }) }
        })
        .then(send)
    },
  }
}

function openCache(rootPath: string): EmbeddingCache {
  const folder = join(rootPath, STUDIO_FOLDER, 'embeddings')
  return createEmbeddingCache({ folder, fileSystem: nodeFileSystem, mostBytes: MOST_CACHE_BYTES })
}

/** Made with the first request of a root; what failed is tried again. */
function onceFor<T>(make: (rootPath: string) => T): (rootPath: string) => T {
  const made = new Map<string, T>()
  return (rootPath) => {
    const known = made.get(rootPath)
    if (known !== undefined) return known
    const value = make(rootPath)
    made.set(rootPath, value)
    if (value instanceof Promise) value.catch(() => made.delete(rootPath))
    return value
  }
}
