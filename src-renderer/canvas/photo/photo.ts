// A decoded photo: as it is, and smaller, because a picture that is drawn much smaller than it is flickers.

import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'

export interface Photo {
  /** As the studio sent it: workers decode it again, which holds nobody up as a copy of the pixels would. */
  readonly file: Blob
  /** Upright and of the whole size. */
  readonly whole: ImageBitmap
  /** The whole first; each next one is half as wide and half as high. They come when they are made. */
  readonly levels: Readonly<ShallowRef<readonly ImageBitmap[]>>
  close(): void
}

/** Makes the other levels, unless the photo was closed before it began. */
export type MakeLevels = (closed: AbortSignal) => Promise<readonly ImageBitmap[]>

export function createPhoto(
  { file, whole }: Pick<Photo, 'file' | 'whole'>,
  makeSmaller: MakeLevels,
): Photo {
  const levels = shallowRef<readonly ImageBitmap[]>([whole])
  const closing = new AbortController()
  makeSmaller(closing.signal).then(
    (made) => {
      if (closing.signal.aborted) made.forEach((level) => level.close())
      else levels.value = [whole, ...made]
    },
    // Then the whole is drawn at every size.
    () => undefined,
  )
  return {
    file,
    whole,
    levels,
    close() {
      closing.abort()
      levels.value.forEach((level) => level.close())
    },
  }
}

/** The smallest level that has a pixel for each device pixel. `scale`: device pixels for a pixel of the photo. */
export function levelAt({ whole, levels }: Photo, scale: number): ImageBitmap {
  // What is a thousandth short of it is the same to the eye, and twice as fast.
  const wanted = whole.width * scale * 0.999
  return levels.value.findLast(({ width }) => width >= wanted) ?? whole
}
