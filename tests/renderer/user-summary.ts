// What the root of the studio fixture says of a user and of the user's photos.

import type { ImageSummary } from '../../src-main/contract/images.ts'
import type { UserSummary } from '../../src-main/contract/root.ts'
import { countLabelStates, isToLabel } from '../../src-main/core/labels/label-states.ts'

export function userSummary(id: string, images: readonly ImageSummary[]): UserSummary {
  const perClass = Array.from({ length: 21 }, (_, index) => (index === 15 ? 4 : 0))
  return {
    id,
    imageCount: images.length,
    stateCounts: countLabelStates(images),
    labelledCount: images.filter((image) => image.labelState === 'done').length,
    toLabelCount: images.filter(isToLabel).length,
    otherPhotoCount: images.filter(({ isOtherPhoto }) => isOtherPhoto).length,
    medianActiveSeconds: null,
    imagesPerClass: perClass,
    split: null,
    groupCount: 4,
    coverImages: images.slice(0, 4).map((image) => image.name),
  }
}

interface ListedState {
  readonly images: Readonly<Record<string, readonly ImageSummary[]>>
  readonly editing: { readonly otherPhotos: ReadonlySet<string> }
}

export function listedImages({ images, editing }: ListedState, user: string): ImageSummary[] {
  return (images[user] ?? []).map((image) => ({
    ...image,
    isOtherPhoto: editing.otherPhotos.has(`${user}/${image.name}`),
  }))
}
