// What a key does to the image-level labels of one or many images. Pure.

import type { BrowsedImage } from './image.ts'

export interface LabelChange {
  readonly user: string
  readonly name: string
  /** Object classes, rising; null = nothing is known. */
  readonly before: readonly number[] | null
  readonly after: readonly number[] | null
}

/** All images that lack the class get it; when none lacks it, all lose it. */
export function withClassToggled(images: readonly BrowsedImage[], index: number): LabelChange[] {
  const isOnAll = images.every((image) => image.imageLabels?.includes(index) ?? false)
  return changesOf(images, (labels) => {
    const others = (labels ?? []).filter((other) => other !== index)
    return isOnAll ? others : [...others, index].sort((a, b) => a - b)
  })
}

/** [] says that no object is in the photos, null that nothing is known of them. */
export function withLabelsSet(
  images: readonly BrowsedImage[],
  labels: readonly number[] | null,
): LabelChange[] {
  return changesOf(images, () => labels)
}

/** The changes that take the others back. */
export function reversed(changes: readonly LabelChange[]): LabelChange[] {
  return changes.map(({ user, name, before, after }) => ({
    user,
    name,
    before: after,
    after: before,
  }))
}

/** How many of the images have each class, by class index 0..20. */
export function countLabels(images: readonly BrowsedImage[]): number[] {
  const counts = new Array<number>(21).fill(0)
  for (const { imageLabels } of images) {
    for (const index of imageLabels ?? []) counts[index] = (counts[index] ?? 0) + 1
  }
  return counts
}

function changesOf(
  images: readonly BrowsedImage[],
  change: (labels: readonly number[] | null) => readonly number[] | null,
): LabelChange[] {
  return images
    .map(({ user, name, imageLabels }) => ({
      user,
      name,
      before: imageLabels,
      after: change(imageLabels),
    }))
    .filter(({ before, after }) => before?.join() !== after?.join() || (before === null) !== (after === null)) // prettier-ignore
}
