// The thumbnails of all photos of the root: the wish that they are made in the size of the tiles, and how far that is.

import { defineStore } from 'pinia'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { StockSize, ThumbnailSize } from '../../src-main/contract/media.ts'
import type { ThumbnailProgress, ThumbnailWish } from '../../src-main/contract/thumbnails.ts'
import { useStudioApi } from '../api.ts'
import type { StudioClient } from '../api.ts'
import { thumbnailSizeFor } from '../page/media.ts'
import { useLibrary } from './library.ts'
import { usePreferences } from './preferences.ts'

/** The first photos are on the screen by then: they are not to share the machine. */
const FIRST_PHOTOS_MS = 1000

export const useThumbnailPass = defineStore('thumbnailPass', () => {
  const { client, connection } = useStudioApi()
  const library = useLibrary()
  const preferences = usePreferences()
  const { progress, listen, forget } = createListener(client, library.load)
  const tiles = thumbnailSizeFor(preferences.thumbnailWidthPx, window.devicePixelRatio)
  const size = ref<StockSize>(stockSizeOf(tiles))
  const isEarly = ref(true)

  function follow(): void {
    if (isEarly.value || library.summary === null || connection.value !== 'open') forget()
    else void listen({ size: size.value, isPaused: preferences.isThumbnailPassPaused })
  }

  watch(
    () => library.summary,
    (summary) => {
      if (summary === null) return
      if (isEarly.value) setTimeout(() => (isEarly.value = false), FIRST_PHOTOS_MS)
      // The root was opened anew: who told before has ended.
      else if (progress.value === null) follow()
    },
    { immediate: true },
  )
  watch(() => library.summary?.path, forget)
  watch(
    [
      isEarly,
      () => library.summary?.path,
      size,
      () => preferences.isThumbnailPassPaused,
      connection,
    ],
    follow,
  )
  onScopeDispose(forget)

  return {
    /** Null while nobody tells. */
    progress,
    /** Asks again, after it was stopped. */
    follow,
    /** Tiles of this size are on the screen. */
    shown: (shownSize: ThumbnailSize) => (size.value = stockSizeOf(shownSize)),
  }
})

function stockSizeOf(size: ThumbnailSize): StockSize {
  return size === 192 ? 192 : 384
}

/** `reload`: photos were found to be damaged, which the summary of the root tells among its problems. */
function createListener(client: StudioClient, reload: () => Promise<void>) {
  const progress = shallowRef<ThumbnailProgress | null>(null)
  let current = new AbortController()
  let knownDamage = 0

  /** In place of an earlier wish. */
  async function listen(wish: ThumbnailWish): Promise<void> {
    current.abort()
    current = new AbortController()
    const { signal } = current
    try {
      for await (const told of await client.thumbnails.makeAll(wish, { signal })) {
        if (signal.aborted) return
        await take(told)
      }
      if (!signal.aborted) progress.value = null
    } catch {
      // The line says so, and a click tries again; what went wrong is in the studio's log.
      if (!signal.aborted && progress.value)
        progress.value = { ...progress.value, state: 'stopped' }
    }
  }

  async function take(told: ThumbnailProgress): Promise<void> {
    if (progress.value === null) knownDamage = told.unreadable
    progress.value = told
    if (told.state !== 'done' || told.unreadable === knownDamage) return
    knownDamage = told.unreadable
    await reload()
  }

  function forget(): void {
    current.abort()
    progress.value = null
  }

  return { progress, listen, forget }
}
