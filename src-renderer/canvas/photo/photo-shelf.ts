// Where an editor keeps its photo for the tools: opened when first looked at, freed with the editor.

import { ref } from 'vue'
import type { Ref } from 'vue'
import { useNotices } from '../../stores/notices.ts'
import type { PhotoWork } from './photo-work.ts'

export interface PhotoShelf {
  /** Grows when work elsewhere was answered, or failed. */
  readonly version: Ref<number>
  /** `open` is called when the first tool looks at the photo. */
  attach(open: () => PhotoWork): void
  get(): PhotoWork | null
  /** Has the photo read, if there is one, before a tool asks. */
  prepare(): void
  /** Hands over an answer, or tells of a failure, which is shown, unless the photo has gone meanwhile. */
  waitFor<T>(work: Promise<T>, use: (answer: T) => void, failed?: () => void): void
  dispose(): void
}

export function createPhotoShelf(): PhotoShelf {
  const notices = useNotices()
  const version = ref(0)
  let open: (() => PhotoWork) | null = null
  let photo: PhotoWork | null = null
  let isDisposed = false

  const get = (): PhotoWork | null => (photo ??= open?.() ?? null)

  return {
    version,
    attach: (next) => (open = next),
    get,
    prepare: () => get()?.prepare(),
    waitFor(work, use, failed = () => undefined) {
      const tell = (news: () => void): void => {
        if (isDisposed) return
        news()
        version.value += 1
      }
      const refuse = (error: unknown): never => {
        tell(failed)
        throw error
      }
      void notices.attempt(() => work.then((answer) => tell(() => use(answer)), refuse))
    },
    dispose() {
      isDisposed = true
      photo?.dispose()
      photo = null
      open = null
    },
  }
}
