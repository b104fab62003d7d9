// Photos that are read before the person comes to them, one after the other: decoded, and their stored labels too.
// What was read ahead is never trusted: the studio is asked again at opening (opened-mask.ts).

import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { ImageKey } from '../image-key.ts'
import type { ReadLabels } from '../saving/opened-mask.ts'
import type { Photo } from './photo.ts'

export interface WantedPhoto extends ImageKey {
  /** Upright, in pixels. */
  readonly width: number
  readonly height: number
}

/** What is there or on its way; null for what was not begun. */
export interface PhotoAhead {
  readonly picture: Promise<Photo> | null
  readonly labels: Promise<ReadLabels> | null
}

export interface PhotosAhead {
  /** Of the first photo that is wanted, once they are read. */
  readonly nextLabels: Readonly<ShallowRef<LabelMap | null>>
  /** Gives away what was read of a photo: it is the caller's from then on. */
  take(key: ImageKey): PhotoAhead
  /** Lets go of all photos but these and reads them in this order, as many as memory is meant for. */
  want(photos: readonly WantedPhoto[]): void
  /** Who wanted photos is gone: they go too, unless the next view wants or takes them. */
  letGoSoon(): void
  /** The picture of a photo that is left: kept when it is wanted, else closed. */
  putBack(key: ImageKey, picture: Photo): void
}

export interface PhotoReader {
  loadPicture(key: ImageKey, signal: AbortSignal): Promise<Photo>
  readLabels(key: ImageKey): Promise<ReadLabels>
}

/** 5.3 bytes each, as they are and smaller: three photos of 20 megapixels. */
const MOST_PIXELS = 64e6
/** The grid goes a moment before the editor opens what was at hand. */
const LETTING_GO_MS = 500
/** Somebody who flips on does not need what comes after this photo. */
const PATIENCE_MS = 150

interface Entry {
  readonly stop: AbortController
  picture: Promise<Photo> | null
  labels: Promise<ReadLabels> | null
}

export function createPhotosAhead(reader: PhotoReader): PhotosAhead {
  const entries = new Map<string, Entry>()
  const nextLabels = shallowRef<LabelMap | null>(null)
  let round = 0
  let lettingGo: ReturnType<typeof setTimeout> | undefined

  function drop(id: string): void {
    const entry = entries.get(id)
    entries.delete(id)
    if (entry !== undefined) letGo(entry)
  }

  /** One that fails is forgotten: opening the photo reads it again, and says why it cannot. */
  async function read(key: ImageKey): Promise<ReadLabels | null> {
    const id = idOf(key)
    const entry = entries.get(id)
    if (entry === undefined) return null
    entry.picture ??= reader.loadPicture(key, entry.stop.signal)
    await entry.picture.catch(() => (entry.picture = null))
    if (entries.get(id) !== entry) return null
    entry.labels ??= reader.readLabels(key)
    const labels = await entry.labels.catch(() => (entry.labels = null))
    return entries.get(id) === entry ? labels : null
  }

  async function readAll(photos: readonly WantedPhoto[]): Promise<void> {
    const turn = ++round
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
    for (const photo of photos) {
      if (turn !== round) return
      const labels = await read(photo)
      if (turn === round && photo === photos[0]) nextLabels.value = labels?.edited.labelMap ?? null
    }
  }

  function want(photos: readonly WantedPhoto[]): void {
    clearTimeout(lettingGo)
    nextLabels.value = null
    const held = withinMemory(photos)
    const ids = new Set(held.map(idOf))
    for (const id of entries.keys()) if (!ids.has(id)) drop(id)
    for (const id of ids) if (!entries.has(id)) entries.set(id, newEntry())
    void readAll(held)
  }

  return {
    nextLabels,
    take(key) {
      const { picture = null, labels = null } = entries.get(idOf(key)) ?? {}
      entries.delete(idOf(key))
      return { picture, labels }
    },
    letGoSoon() {
      clearTimeout(lettingGo)
      lettingGo = setTimeout(() => want([]), LETTING_GO_MS)
    },
    want,
    putBack(key, picture) {
      const entry = entries.get(idOf(key))
      if (entry === undefined || entry.picture !== null) picture.close()
      else entry.picture = Promise.resolve(picture)
    },
  }
}

function newEntry(): Entry {
  return { stop: new AbortController(), picture: null, labels: null }
}

function letGo({ stop, picture }: Entry): void {
  stop.abort()
  picture?.then(
    (read) => read.close(),
    () => undefined,
  )
}

function withinMemory(photos: readonly WantedPhoto[]): readonly WantedPhoto[] {
  let pixels = 0
  return photos.filter(({ width, height }) => (pixels += width * height) <= MOST_PIXELS)
}

function idOf({ user, name }: ImageKey): string {
  return `${user}/${name}`
}
