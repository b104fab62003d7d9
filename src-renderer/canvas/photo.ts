// Loads a photo decoded and upright, and fetches its neighbours ahead of time.

import { StudioError } from '../../src-main/core/errors.ts'

/** Resolves when the pixels are decoded. Error: io when the studio cannot deliver them. */
export async function loadPhoto(url: string): Promise<HTMLImageElement> {
  const photo = new Image()
  photo.decoding = 'async'
  photo.src = url
  try {
    await photo.decode()
  } catch (cause) {
    throw new StudioError(
      'io',
      `The photo could not be loaded from ${url}. It may be missing or damaged: check the file, then open it again.`,
      { cause },
    )
  }
  return photo
}

export function prefetchPhoto(url: string): void {
  new Image().src = url
}
