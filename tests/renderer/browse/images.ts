// Images of the renderer's tests, with scores: FIoU rises with the number, entropy falls.

import type { ImageScore } from '../../../src-main/contract/runs.ts'
import type { ScoreByKey } from '../../../src-renderer/browse/filters.ts'
import { idOf } from '../../../src-renderer/browse/image.ts'
import type { BrowsedImage } from '../../../src-renderer/browse/image.ts'
import { createImages } from '../studio-fixture.ts'

export function imagesOf(user: string, count: number): BrowsedImage[] {
  return createImages(count).map((image) => ({ ...image, user }))
}

export function names(images: readonly BrowsedImage[]): string[] {
  return images.map((image) => image.name)
}

export function scoresOf(images: readonly BrowsedImage[]): ScoreByKey {
  return new Map(images.map((image, at) => [idOf(image), score(image.name, at / images.length)]))
}

function score(name: string, fiou: number): ImageScore {
  const others = { miou: fiou, pixelAccuracy: fiou, entropy: 1 - fiou }
  return { name, group: 0, fiou, ...others, trueClasses: [], predictedClasses: [] }
}
