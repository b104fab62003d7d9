// What the root of the studio fixture says of a user.

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
    medianActiveSeconds: null,
    imagesPerClass: perClass,
    split: null,
    groupCount: 4,
    coverImages: images.slice(0, 4).map((image) => image.name),
  }
}
