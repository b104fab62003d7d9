// Where an editor keeps its photo for the tools: opened when first looked at, freed with the editor.

import { ref } from 'vue'
import type { Ref } from 'vue'
import { useNotices } from '../stores/notices.ts'
import type { PhotoWork } from './photo-work.ts'

export interface PhotoShelf {
  /** Grows when work elsewhere was answered. */
  readonly version: Ref<number>
  /** `open` is called when the first tool looks at the photo. */
  attach(open: () => PhotoWork): void
  get(): PhotoWork | null
  /** Hands over an answer unless the photo has gone meanwhile; a failure is shown. */
  waitFor<T>(work: Promise<T>, use: (answer: T) => void): void
  dispose(): void
}

export function createPhotoShelf(): PhotoShelf {
  const notices = useNotices()
  const version = ref(0)
  let open: (() => PhotoWork) | null = null
  let photo: PhotoWork | null = null
  let isDisposed = false

  return {
    version,
    attach: (next) => (open = next),
    get: () => (photo ??= open?.() ?? null),
    waitFor(work, use) {
      void notices.attempt(async () => {
        const answer = await work
        if (isDisposed) return
        use(answer)
        version.value += 1
      })
    },
    dispose() {
      isDisposed = true
      photo?.dispose()
      photo = null
      open = null
    },
  }
}
