// Loads photos: decoded beside the page's thread, shown at once, and made smaller in a worker a moment later.

import { StudioError, StudioFault, wordsOfError } from '../../../src-main/core/errors.ts'
import { said } from '../../../src-main/core/said.ts'
import { mediaUrl } from '../../page/media.ts'
import type { Size } from '../camera/camera.ts'
import type { ImageKey } from '../image-key.ts'
import { levelSizes } from './photo-levels.ts'
import { createPhoto } from './photo.ts'
import type { Photo } from './photo.ts'
import { createWorkerRunner } from '../../page/worker-runner.ts'

/** What the worker is asked; it answers with the other levels, the largest first. */
export interface LevelsJob {
  /** The file, and not the decoded photo: handing that over would hold up the page for a quarter of a second. */
  readonly file: Blob
}

export interface PhotoLoader {
  /** The caller's from then on. Error: io when the studio cannot deliver it, or the browser cannot read it. */
  load(key: ImageKey, signal?: AbortSignal): Promise<Photo>
}

/** First the photo, its labels and what else is needed to work on it. */
const PATIENCE_MS = 700

export function createPhotoLoader(): PhotoLoader {
  const runner = createWorkerRunner(
    () => new Worker(new URL('./photo-levels-worker.ts', import.meta.url), { type: 'module' }),
  )

  async function smallerLevels(
    file: Blob,
    { width, height }: Size,
    closed: AbortSignal,
  ): Promise<ImageBitmap[]> {
    if (levelSizes(width, height).length === 0) return []
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
    // Somebody who flips on needs them of the last photo only.
    if (closed.aborted) return []
    return (await runner.ask({ file } satisfies LevelsJob)) as ImageBitmap[]
  }

  return {
    async load({ user, name }, signal) {
      const { file, whole } = await loadPicture(mediaUrl({ kind: 'image', user, name }), signal)
      return createPhoto({ file, whole }, (closed) => smallerLevels(file, whole, closed))
    },
  }
}

async function loadPicture(
  url: string,
  signal?: AbortSignal,
): Promise<{ file: Blob; whole: ImageBitmap }> {
  try {
    const response = await fetch(url, signal === undefined ? {} : { signal })
    if (!response.ok) throw new StudioFault(said`the studio answered ${response.status}`)
    const file = await response.blob()
    return { file, whole: await createImageBitmap(file) }
  } catch (cause) {
    throw new StudioError(
      'io',
      said`The photo could not be loaded from ${url}: ${wordsOfError(cause)}. It may be missing or damaged: check the file, then open it again.`,
      { cause },
    )
  }
}
