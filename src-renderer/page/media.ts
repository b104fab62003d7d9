// Addresses of pixels. Every door serves them beside the page, so a path is enough.

import { THUMBNAIL_SIZES, mediaPath } from '../../src-main/contract/media.ts'
import type { MediaRequest, ThumbnailSize } from '../../src-main/contract/media.ts'

/** `version` (a mask's revision) makes a changed file a new address. */
export function mediaUrl(request: MediaRequest, version?: string | number | null): string {
  const path = mediaPath(request)
  if (version === undefined || version === null) return path
  return `${path}?v=${encodeURIComponent(String(version))}`
}

/** The smallest thumbnail that is sharp at this width on this screen. */
export function thumbnailSizeFor(widthPx: number, pixelRatio: number): ThumbnailSize {
  const needed = widthPx * pixelRatio
  return THUMBNAIL_SIZES.find((size) => size >= needed * 0.9) ?? 1024
}
