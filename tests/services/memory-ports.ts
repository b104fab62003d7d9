// Ports in memory: a small root with two users, a scripted worker and a clock that counts calls.

import { StudioError } from '../../src-main/core/errors.ts'
import { createLabelMap, validateLabelValues } from '../../src-main/core/labels/label-map.ts'
import type { LabelMap } from '../../src-main/core/labels/label-map.ts'
import type { ProvenancePlane } from '../../src-main/core/labels/provenance.ts'
import type {
  ArtifactStore,
  ImageCodec,
  ListedImage,
  Machine,
  Ports,
  PssRoot,
} from '../../src-main/services/ports.ts'
import type { MediaFile } from '../../src-main/services/ports/media-file.ts'
import { memoryRecords } from './memory-records.ts'
import { memoryJournals } from './memory-journals.ts'
import type { MemoryJournals } from './memory-journals.ts'
import { noSegmenter } from './assist/no-segmenter.ts'
import { memoryLabelFiles } from './memory-label-files.ts'
import { memoryLists } from './memory-lists.ts'
import { memoryWorkers } from './memory-workers.ts'
import type { MemoryWorkers, ScriptedWorker } from './memory-workers.ts'

export const WIDTH = 4
export const HEIGHT = 3

export function memoryArtifacts(): ArtifactStore & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>()
  return {
    files,
    read: (key) => Promise.resolve(files.get(key) ?? null),
    write(key, bytes) {
      files.set(key, bytes.slice())
      return Promise.resolve()
    },
    appendLine(key, line) {
      const old = files.get(key) ?? new Uint8Array()
      const added = new TextEncoder().encode(`${line}\n`)
      files.set(key, Uint8Array.from([...old, ...added]))
      return Promise.resolve()
    },
    list(folder) {
      const names = [...files.keys()]
        .filter((key) => key.startsWith(`${folder}/`))
        .map((key) => key.slice(folder.length + 1).split('/')[0]!)
      return Promise.resolve([...new Set(names)].sort())
    },
    remove(key) {
      for (const name of [...files.keys()]) {
        if (name === key || name.startsWith(`${key}/`)) files.delete(name)
      }
      return Promise.resolve()
    },
    locate: (key) => `/memory/.pss-studio/${key}`,
  }
}

export interface MemoryRootOptions {
  readonly path?: string
  readonly sourceCount?: number
  readonly isWritable?: boolean
}

/** id1: image a labelled (class 8 on the left half), b to label, c plain. id2: no labels. */
export function memoryRoot(options: MemoryRootOptions = {}): PssRoot {
  const masks = new Map<string, { labelMap: LabelMap; revision: string }>()
  const provenances = new Map<string, ProvenancePlane>()
  const records = memoryRecords({ width: WIDTH, height: HEIGHT }, (key) => masks.get(key)?.revision)
  masks.set('id1/a', { labelMap: leftHalf(8), revision: 'r1' })
  const users: Record<string, readonly string[]> = { id1: ['a', 'b', 'c'], id2: ['x'] }

  function imagesOf(user: string): readonly string[] {
    const names = users[user]
    if (names === undefined) throw new StudioError('notFound', `there is no user "${user}"`)
    return names
  }
  function requireImage(user: string, name: string): void {
    if (imagesOf(user).includes(name)) return
    throw new StudioError('notFound', `user ${user} has no image "${name}"`)
  }
  const lists = memoryLists(requireImage)
  function listed(user: string, name: string): ListedImage {
    const hasLabelMap = masks.has(`${user}/${name}`)
    return {
      name,
      photoFile: `${name}.jpg`,
      width: WIDTH,
      height: HEIGHT,
      orientation: 1,
      hasLabelMap,
      ...records.listed(`${user}/${name}`, hasLabelMap),
      isInValidationSplit: (lists.splitOf(user)?.names ?? ['a', 'b']).includes(name),
      imageLabels: lists.labelsOf(user, name),
      classes: hasLabelMap ? [8] : (lists.labelsOf(user, name) ?? []),
    }
  }
  const picture: MediaFile = { bytes: Uint8Array.of(1, 2, 3), contentType: 'image/jpeg' }

  return {
    path: options.path ?? '/memory',
    isWritable: options.isWritable ?? true,
    readOnlyReason: options.isWritable === false ? 'another studio has it open' : null,
    isSample: true,
    users: () => Promise.resolve(Object.keys(users)),
    listUser: async (user) => ({
      images: imagesOf(user).map((name) => listed(user, name)),
      validationSplit: lists.splitOf(user),
      figures: new Map(),
      hasNewPhotos: false,
      problems: [],
    }),
    watchMasksRead: () => undefined,
    listSource: () =>
      Promise.resolve({
        names: Array.from({ length: options.sourceCount ?? 3 }, (_, i) => `s${i}`),
        problems: [],
      }),
    readPixels: (_image, size) => {
      const { width, height } = size ?? { width: WIDTH, height: HEIGHT }
      return Promise.resolve({ width, height, data: new Uint8Array(width * height * 3) })
    },
    imageSize: async (image) => {
      if (image.domain === 'user') requireImage(image.user, image.name)
      return { width: WIDTH, height: HEIGHT }
    },
    readLabelMap: async (image) => {
      if (image.domain === 'source') return { labelMap: leftHalf(12), revision: 's' }
      requireImage(image.user, image.name)
      return masks.get(`${image.user}/${image.name}`) ?? null
    },
    labelsStamp: ({ user, name }) => Promise.resolve(masks.get(`${user}/${name}`)?.revision ?? ''),
    readProvenance: ({ user, name }) =>
      Promise.resolve({ provenance: provenances.get(`${user}/${name}`) ?? null, note: null }),
    keepDamagedMask: async () => null,
    hasOtherSize: () => Promise.resolve(false),
    keepLabelsAside: ({ name }) => Promise.resolve(`kept/${name}`),
    saveLabelMap: async (image, { labelMap, provenance }, expected, beforeWrite) => {
      requireImage(image.user, image.name)
      validateLabelValues(labelMap, image.name)
      const key = `${image.user}/${image.name}`
      const stored = masks.get(key)?.revision ?? null
      if (stored !== expected) throw new StudioError('conflict', 'the mask was changed meanwhile')
      const revision = `r${Number((stored ?? 'r0').slice(1)) + 1}`
      await beforeWrite?.(revision)
      masks.set(key, { labelMap, revision })
      if (provenance === null) provenances.delete(key)
      else provenances.set(key, provenance)
      return { revision, byteCount: labelMap.data.length }
    },
    saveImageLabels: lists.saveImageLabels,
    changeValidationSplit: lists.changeValidationSplit,
    ...records.files,
    uprightJpeg: () => Promise.resolve({ bytes: picture.bytes, isUnchanged: true }),
    imageFile: async (image) => {
      if (image.domain === 'user') requireImage(image.user, image.name)
      return picture
    },
    storedThumbnail: async (user, name) => {
      requireImage(user, name)
      return name === 'a' ? picture : null
    },
    missingThumbnails: async (user) => {
      const names = imagesOf(user)
      return { photoCount: names.length, unreadableCount: 0, names: names.filter((n) => n !== 'a') }
    },
    prepareThumbnail: async () => null,
    thumbnail: async (user, name) => {
      requireImage(user, name)
      return picture
    },
    async *importUser({ user, folder }) {
      await Promise.resolve()
      if (user in users) throw new StudioError('conflict', `user "${user}" exists already`)
      yield { type: 'progress', done: 1, total: 1, file: `${folder}/a.jpg` }
      const report = { user, imported: 1, skipped: [], validationSplit: ['a'] }
      users[user] = ['a']
      yield { type: 'finished', report }
    },
    writeClusterList: (user, { groupCount }) =>
      Promise.resolve(`/memory/personal/${user}/train_cluster${groupCount}.txt`),
    close: () => Promise.resolve(),
  }
}

export function leftHalf(value: number): LabelMap {
  const map = createLabelMap(WIDTH, HEIGHT)
  map.data.forEach((_, i) => (map.data[i] = i % WIDTH < WIDTH / 2 ? value : 0))
  return map
}

/** Width, height and pixels behind one kind byte: enough to see what was encoded. */
export function memoryCodec(): ImageCodec {
  const encode = (kind: number, map: LabelMap): Promise<Uint8Array> =>
    Promise.resolve(Uint8Array.from([kind, map.width, map.height, ...map.data]))
  const decode = (bytes: Uint8Array): Promise<LabelMap> =>
    Promise.resolve(createLabelMap(bytes[1]!, bytes[2]!, bytes.slice(3)))
  return {
    encodePalettePng: (map) => encode(1, map),
    encodeIndexedPng: (map) => encode(2, map),
    encodeGreyPng: (map) => encode(3, map),
    decodeIndexedPng: decode,
    decodeGreyPng: decode,
    encodeJpeg: () => Promise.resolve(Uint8Array.of(4)),
  }
}

export interface MemoryMachine extends Machine {
  readonly lines: string[]
}

export function memoryMachine(): MemoryMachine {
  let calls = 0
  const lines: string[] = []
  return {
    lines,
    version: '0.0.0',
    host: 'test',
    now: () => new Date(Date.UTC(2026, 0, 1) + calls++ * 1000),
    randomId: () => `id${String(calls++).padStart(6, '0')}`,
    checks: () =>
      Promise.resolve([
        { name: { message: 'memory' }, status: 'ok', detail: { message: 'plenty' } },
      ]),
    peakMemoryBytes: () => 1,
    log: (line) => lines.push(line),
  }
}

export interface MemoryPorts extends Ports {
  readonly workers: MemoryWorkers
  readonly machine: MemoryMachine
  readonly artifacts: ReturnType<typeof memoryArtifacts>
  readonly journals: MemoryJournals
}

export function memoryPorts(
  options: MemoryRootOptions & { readonly onLaunch?: (worker: ScriptedWorker) => void } = {},
): MemoryPorts {
  const artifacts = memoryArtifacts()
  const journals = memoryJournals()
  return {
    artifacts,
    journals,
    openRoot: async (path) => ({ root: memoryRoot({ ...options, path }), artifacts, journals }),
    codec: memoryCodec(),
    openSegmenter: noSegmenter,
    labelFiles: memoryLabelFiles(),
    weights: { list: () => Promise.resolve([]), read: () => Promise.resolve(new Uint8Array()) },
    workers: memoryWorkers(options.onLaunch),
    machine: memoryMachine(),
  }
}
