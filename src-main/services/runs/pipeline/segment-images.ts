// Segments images of the user in sight of their groups, at their own aspect, and brings every prediction
// to the image's original size (docs/method 8.4, mode `original`).

import { CLASS_COUNT } from '../../../core/labels/classes.ts'
import { invariant } from '../../../core/errors.ts'
import type { LabelMap } from '../../../core/labels/label-map.ts'
import { upsamplePrediction } from '../../../core/images/upsample.ts'
import type { State } from '../../../engine/executor/executor.ts'
import type { Tensor } from '../../../engine/graph/types.ts'
import type { GroupImage, GroupSegmenter } from '../../../engine/inference/group-segmenter.ts'
import { imageTensor } from '../../../engine/inference/image-tensor.ts'
import { inferenceSize } from '../../../engine/inference/inference-size.ts'
import type { ImageContext } from './context.ts'
import { userImage } from './context.ts'

export interface Segmented {
  /** Position in `context.images.user`. */
  readonly index: number
  readonly prediction: LabelMap
  /** Of the predicted class, 0..1, one value a pixel. */
  readonly probability: Float32Array
  /** Normalised, 0..1, one value a pixel. */
  readonly entropy: Float32Array
}

export interface SegmentRequest {
  readonly segmenter: GroupSegmenter
  readonly state: State
  /** Groups of image indices; images of a group see each other. */
  readonly groups: readonly (readonly number[])[]
  /** Which of them to give; the others only lend their regions. */
  readonly isWanted: (index: number) => boolean
}

export async function* segmentImages(
  context: ImageContext,
  { segmenter, state, groups, isWanted }: SegmentRequest,
): AsyncGenerator<Segmented, void, undefined> {
  for (const members of groups) {
    const { sizes, images } = await readGroup(context, members)
    for await (const { index: position, logits } of segmenter.segment(images, state)) {
      const index = members[position]
      const size = sizes[position]
      invariant(
        index !== undefined && size !== undefined,
        'the segmenter gives images it was given',
      )
      if (isWanted(index)) yield { index, ...atOriginalSize(logits, size) }
    }
  }
}

/** The images of one group with their sizes; pixels are read when their turn comes. */
export async function readGroup(
  context: ImageContext,
  members: readonly number[],
): Promise<{ sizes: readonly Size[]; images: readonly GroupImage[] }> {
  const sizes = await Promise.all(members.map((i) => context.root.imageSize(userImage(context, i))))
  return { sizes, images: members.map((index, k) => groupImage(context, index, sizes[k])) }
}

interface Size {
  readonly width: number
  readonly height: number
}

function groupImage(context: ImageContext, index: number, size: Size | undefined): GroupImage {
  invariant(size !== undefined, 'every image has a size')
  const inferred = inferenceSize(size, context.config.budget.evaluationSizePx)
  return {
    ...inferred,
    read: async () =>
      imageTensor([await context.root.readPixels(userImage(context, index), inferred)]),
  }
}

function atOriginalSize(
  logits: Tensor,
  { width, height }: Size,
): Pick<Segmented, 'prediction' | 'probability' | 'entropy'> {
  const [, , rows, columns] = logits.shape
  const { data } = logits
  invariant(data instanceof Float32Array && rows !== undefined && columns !== undefined, 'logits are [1, 21, h, w]') // prettier-ignore
  const upsampled = upsamplePrediction(data, CLASS_COUNT, rows, columns, height, width)
  const { labels, probability, entropy } = upsampled
  return { prediction: { width, height, data: labels }, probability, entropy }
}
