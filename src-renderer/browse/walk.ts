// The list that the editor's next and previous walk along: as it was when the photo was opened, so that a photo
// that no longer passes the filters once it is labelled does not end the walk.

import { shallowRef } from 'vue'
import { isToLabel, isUnannotated } from '../../src-main/core/labels/label-states.ts'
import { idOf } from './image.ts'
import type { BrowsedImage, ImageId } from './image.ts'

export interface WalkSource {
  imagesOf(user: string): readonly BrowsedImage[]
  imageOf(key: ImageId): BrowsedImage | undefined
}

export function createWalk(source: WalkSource) {
  const keys = shallowRef<readonly ImageId[]>([])

  function walkAlong(images: readonly BrowsedImage[]): void {
    keys.value = images.map(idOf)
  }

  /** The list that holds this image: the one being walked along, else all of its user. */
  function walk(user: string, name: string): readonly BrowsedImage[] {
    if (!keys.value.includes(idOf({ user, name }))) return source.imagesOf(user)
    return keys.value.flatMap((key) => source.imageOf(key) ?? [])
  }

  /** The image `offset` places after this one; undefined at the ends of the list. */
  function neighbour(user: string, name: string, offset: number): BrowsedImage | undefined {
    const images = walk(user, name)
    const at = images.findIndex((image) => image.user === user && image.name === name)
    return at < 0 ? undefined : images[at + offset]
  }

  return { walkAlong, walk, neighbour }
}

/**
 * The first photo after `at`, from the start of the list again at its end, that is not annotated; one of the
 * validation split where there is any and they come first.
 */
export function nextUnannotated(
  images: readonly BrowsedImage[],
  at: number,
  isValidationFirst: boolean,
): BrowsedImage | undefined {
  const others = [...images.slice(at + 1), ...images.slice(0, Math.max(0, at))]
  const first = isValidationFirst ? others.find(isToLabel) : undefined
  return first ?? others.find(isUnannotated)
}
