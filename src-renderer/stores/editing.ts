// This page as an editor among others, its workers for all photos, those it reads ahead, and those it is still putting
// away: one that is opened again must wait until its last changes are stored.

import { defineStore } from 'pinia'
import { markRaw } from 'vue'
import type { EditorIdentity } from '../../src-main/contract/label-editing.ts'
import { useStudioApi } from '../api.ts'
import type { ImageKey } from '../canvas/image-key.ts'
import { createMaskCodec } from '../canvas/saving/mask-codec.ts'
import { createPhotoLoader } from '../canvas/photo/photo-loader.ts'
import { createPhotosAhead } from '../canvas/photo/photos-ahead.ts'

export const useEditing = defineStore('editing', () => {
  const id = randomId()
  const { client } = useStudioApi()
  const leaving = new Map<string, Promise<unknown>>()
  const codec = createMaskCodec()
  const photos = createPhotoLoader()
  const ahead = createPhotosAhead({
    loadPicture: photos.load,
    async readLabels(key) {
      await whenPutAway(key)
      // As a program opens it: the photo stays free.
      const opened = await client.labels.open({ user: key.user, name: key.name })
      return { stamp: opened.stamp, edited: await codec.decode(opened) }
    },
  })

  /** Runs what is left to do for a photo that is no longer shown. */
  async function putAway(key: ImageKey, work: () => Promise<void>): Promise<void> {
    const name = nameOf(key)
    const ended = work()
    const settled = ended.catch(() => undefined)
    leaving.set(name, settled)
    try {
      await ended
    } finally {
      if (leaving.get(name) === settled) leaving.delete(name)
    }
  }

  /** Resolves when nothing of the photo is under way any more. */
  function whenPutAway(key: ImageKey): Promise<unknown> {
    return leaving.get(nameOf(key)) ?? Promise.resolve()
  }

  return {
    codec: markRaw(codec),
    photos: markRaw(photos),
    /** What the editor wants next, or the grid: one of them is there at a time. */
    ahead: markRaw(ahead),
    /** `who`: the name of the person before the page, or nothing. */
    identity: (who: string): EditorIdentity => ({ id, who }),
    putAway,
    whenPutAway,
    /** Resolves when no photo is under way any more. */
    whenAllPutAway: (): Promise<unknown> => Promise.all(leaving.values()),
  }
})

function nameOf({ user, name }: ImageKey): string {
  return `${user}/${name}`
}

/** Not randomUUID: a page that is not served from this machine has none. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
