// Thumbnails of the grid, many in one answer: asked for one by one, they cost a fling more than to decode and to draw
// them. Those that are not stored yet are had from their address, which makes them.

import type { ThumbnailKey } from '../../src-main/contract/images.ts'
import { mediaUrl } from '../page/media.ts'

/** Of the contract: a picture for each key, null where none is stored. */
export type StoredThumbnails = (keys: ThumbnailKey[]) => Promise<readonly (string | null)[]>

export interface Thumbnails {
  /** `show` is told once where the picture is; never after what is returned was called. */
  ask(key: ThumbnailKey, show: (source: string) => void): () => void
}

interface Wish {
  readonly key: ThumbnailKey
  readonly show: (source: string) => void
}

/** A row or so: more pictures would all come into one frame. */
const AT_ONCE = 6
/** What waits for its question is withdrawn when it is scrolled past. */
const QUESTIONS = 4

export function createThumbnails(stored: StoredThumbnails): Thumbnails {
  const waiting = new Set<Wish>()
  const asked = new Set<Wish>()
  let questions = 0
  let isPlanned = false

  function plan(): void {
    if (isPlanned) return
    isPlanned = true
    // Tiles that change together ask together.
    queueMicrotask(() => {
      isPlanned = false
      while (questions < QUESTIONS && waiting.size > 0) void question()
    })
  }

  /** The latest first: what was asked for long ago may be out of view soon. */
  async function question(): Promise<void> {
    const wishes = [...waiting].slice(-AT_ONCE)
    for (const wish of wishes) {
      waiting.delete(wish)
      asked.add(wish)
    }
    questions++
    const sources = await stored(wishes.map(({ key }) => key)).catch(() => [])
    questions--
    wishes.forEach((wish, at) => {
      if (!asked.delete(wish)) return
      wish.show(sources[at] ?? mediaUrl({ kind: 'thumbnail', ...wish.key }))
    })
    plan()
  }

  return {
    ask(key, show) {
      const wish = { key, show }
      waiting.add(wish)
      plan()
      return () => {
        waiting.delete(wish)
        asked.delete(wish)
      }
    },
  }
}
