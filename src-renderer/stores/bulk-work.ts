// What is done to many photos, one after the other: each is a file on the disk, and thousands take minutes. It goes on
// when its page is left.

import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { createTurns } from '../../src-main/core/in-turn.ts'
import type { BrowsedImage } from '../browse/image.ts'
import type { FileProgress } from '../page/file-work.ts'
import { useLibrary } from './library.ts'

export interface BulkProgress extends FileProgress {
  /** What is done, in words. */
  readonly what: string
}

export interface Refused {
  readonly image: BrowsedImage
  readonly error: unknown
}

export const useBulkWork = defineStore('bulk-work', () => {
  const library = useLibrary()
  const inTurn = createTurns()
  const progress = shallowRef<BulkProgress | null>(null)
  let isStopped = false

  /**
   * Until it is stopped, or another root is opened. Says how many were done, and which were refused and why. Other work of
   * this kind waits.
   */
  function each(
    images: readonly BrowsedImage[],
    what: string,
    act: (image: BrowsedImage) => Promise<unknown>,
  ): Promise<{ readonly done: number; readonly refused: readonly Refused[] }> {
    const root = library.summary?.path
    return inTurn('', async () => {
      isStopped = root !== library.summary?.path
      const refused: Refused[] = []
      let done = 0
      for (const image of images) {
        if (isStopped) break
        progress.value = { what, done, total: images.length, file: image.name }
        await act(image).catch((error: unknown) => refused.push({ image, error }))
        done++
      }
      progress.value = null
      return { done: done - refused.length, refused }
    })
  }

  const stop = (): boolean => (isStopped = true)
  // Photos of the same names may be others there.
  watch(() => library.summary?.path, stop)

  return { progress, each, stop }
})
