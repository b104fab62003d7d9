// Scores of one stage and checkpoint from the images' confusions, in every variant of docs/method 8.

import type { CheckpointKind, Figures, ImageScore, Scores, Stage } from '../../contract/runs.ts'
import type { Interval } from '../../contract/schemas.ts'
import type { SplitReference } from '../../contract/split.ts'
import { presentClasses } from '../../core/labels/label-map.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { summarise } from '../../core/metrics/aggregate.ts'
import { sumConfusions } from '../../core/metrics/confusion.ts'
import type { Confusion } from '../../core/metrics/confusion.ts'
import type { LabelledPixels } from '../../core/metrics/labelled-pixels.ts'
import { FIOU_VARIANTS, imageFiou } from '../../core/metrics/fiou.ts'
import { splitHash } from '../../core/lists/split.ts'
import { MIOU_VARIANTS, classIous, meanIou, pixelAccuracy } from '../../core/metrics/miou.ts'

export interface EvaluatedImage {
  readonly name: string
  readonly group: number
  /** The first 16 digits of the SHA-256 of the mask it was compared with. */
  readonly maskHash: string
  /** Over the labelled pixels. */
  readonly confusion: Confusion
  readonly withoutCopied: LabelledPixels['withoutCopied']
  /** Mean normalised entropy, 0..1. */
  readonly entropy: number
  readonly trueClasses: readonly number[]
  readonly predictedClasses: readonly number[]
}

export interface ScoredCheckpoint {
  readonly stage: Stage
  readonly checkpoint: CheckpointKind
  readonly iteration: number
  /** Null where none was drawn. */
  readonly split?: SplitReference | null | undefined
}

/** Bootstrap draws must not change from one look to the next. */
const BOOTSTRAP_SEED = 1

export function scoresOf(key: ScoredCheckpoint, images: readonly EvaluatedImage[]): Scores {
  const figures = {
    ...figuresOf(images.map(({ confusion }) => confusion)),
    truthHash: truthHash(images),
  }
  const copied = images.flatMap(({ withoutCopied }) => withoutCopied ?? [])
  if (copied.length === 0) return { ...key, ...figures }
  const rest = images.flatMap(({ confusion, withoutCopied }) =>
    withoutCopied === null ? confusion : (withoutCopied.confusion ?? []),
  )
  const copiedPixels = copied.reduce((sum, image) => sum + image.copiedPixels, 0)
  const withoutCopied = { ...figuresOf(rest), copiedPixels, copiedImages: copied.length }
  return { ...key, ...figures, withoutCopied }
}

/** One confusion an image; no figure but empty class IoUs when there is none. */
function figuresOf(images: readonly Confusion[]): Figures {
  const total = sumConfusions(images)
  const fiou: Record<string, Interval> = {}
  for (const variant of FIOU_VARIANTS) {
    const values = images.map((confusion) => imageFiou(confusion, { variant, empty: 'zero' }))
    const { mean, low, high, n } = summarise(values, { seed: BOOTSTRAP_SEED })
    if (mean !== null) fiou[variant] = { mean, low: low ?? mean, high: high ?? mean, n }
  }
  const miou: Record<string, number> = {}
  for (const variant of MIOU_VARIANTS) {
    const value = images.length === 0 ? null : meanIou(total, variant)
    if (value !== null) miou[variant] = value
  }
  return { fiou, miou, classIou: classIous(total).map(({ iou }) => iou) }
}

export function imageScoreOf(image: EvaluatedImage): ImageScore {
  const score = plainScoreOf(image)
  if (image.withoutCopied === null) return score
  const { copiedPixels, confusion } = image.withoutCopied
  const figure = (of: (confusion: Confusion) => number | null): number | null =>
    confusion === null ? null : of(confusion)
  return {
    ...score,
    withoutCopied: {
      copiedPixels,
      fiou: figure((rest) => imageFiou(rest) ?? 0),
      miou: figure((rest) => meanIou(rest, 'voc') ?? 0),
      pixelAccuracy: figure((rest) => pixelAccuracy(rest) ?? 0),
    },
  }
}

function plainScoreOf(image: EvaluatedImage): ImageScore {
  return {
    name: image.name,
    group: image.group,
    maskHash: image.maskHash,
    fiou: imageFiou(image.confusion) ?? 0,
    miou: meanIou(image.confusion, 'voc') ?? 0,
    pixelAccuracy: pixelAccuracy(image.confusion) ?? 0,
    entropy: image.entropy,
    trueClasses: [...image.trueClasses],
    predictedClasses: [...image.predictedClasses],
  }
}

/** Names a set of masks: equal exactly when images and masks are. */
function truthHash(images: readonly Pick<EvaluatedImage, 'name' | 'maskHash'>[]): string {
  return splitHash(images.map(({ name, maskHash }) => `${name} ${maskHash}`))
}

/** Classes 1..20 with at least one pixel. */
export function objectClasses(labelMap: LabelMap): number[] {
  return presentClasses(labelMap).filter((index) => index > 0)
}

export function meanOf(values: Float32Array | Uint8Array): number {
  let sum = 0
  values.forEach((value) => {
    sum += value
  })
  return sum / values.length
}
