// Loads a photo: decoded beside the page's thread, upright, and kept decoded until it is closed.

import { StudioError } from '../../src-main/core/errors.ts'

/** Error: io when the studio cannot deliver it, or the browser cannot read it. */
export async function loadPhoto(url: string, signal?: AbortSignal): Promise<ImageBitmap> {
  try {
    const response = await fetch(url, signal === undefined ? {} : { signal })
    if (!response.ok) throw new Error(`the studio answered ${response.status}`)
    return await createImageBitmap(await response.blob())
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StudioError(
      'io',
      `The photo could not be loaded from ${url}: ${reason}. It may be missing or damaged: check the file, then open it again.`,
      { cause },
    )
  }
}
