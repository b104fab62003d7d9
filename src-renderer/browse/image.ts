// An image as the library shows it, and the name by which lists of several users tell images apart.

import type { ImageSummary } from '../../src-main/contract/images.ts'

export interface BrowsedImage extends ImageSummary {
  readonly user: string
}

/** `<user>/<name>`; neither part has a slash. */
export type ImageId = string

export function idOf(image: { readonly user: string; readonly name: string }): ImageId {
  return `${image.user}/${image.name}`
}
