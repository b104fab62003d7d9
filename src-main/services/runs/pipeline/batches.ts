// The training batches of a run: group batches of both domains and of the pseudo-labels, augmented. What is
// drawn depends on seed, stream and iteration alone, so that a resumed run draws the same.

import { z } from 'zod'
import {
  augmentImage,
  augmentLabels,
  drawAugmentation,
  imagenetNormalisation,
} from '../../../core/augmentation.ts'
import type { AugmentationSettings } from '../../../core/augmentation.ts'
import { StudioError, invariant } from '../../../core/errors.ts'
import { createEpochIterator } from '../../../core/group-batches.ts'
import type { EpochIterator } from '../../../core/group-batches.ts'
import type { LabelMap } from '../../../core/label-map.ts'
import { createRandom, deriveSeed } from '../../../core/random.ts'
import { createTensor } from '../../../engine/graph/tensor.ts'
import type { BatchSource, TrainingBatch } from '../../../engine/training/batch-source.ts'
import type { BatchName } from '../../../engine/training/training-plan.ts'
import type { ImageReference, PssRoot } from '../../ports.ts'

export interface BatchStream {
  readonly images: readonly ImageReference[]
  /** Group of each image. */
  readonly groups: readonly number[]
  /** The labels of an image at its own size; null for images without. */
  readonly labels: ((image: ImageReference) => Promise<LabelMap>) | null
}

export interface BatchSourceOptions {
  readonly root: PssRoot
  readonly streams: Readonly<Partial<Record<BatchName, BatchStream>>>
  readonly batchSize: number
  readonly augmentation: AugmentationSettings
  readonly seed: number
  /** `state()` of an earlier source with the same options. */
  readonly state: string | null
}

const stateSchema = z.record(
  z.string(),
  z.object({
    epoch: z.int(),
    position: z.int(),
    random: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  }),
)

export function createBatchSource(options: BatchSourceOptions): BatchSource {
  const iterators = openIterators(options)
  const reader = createBatchReader(options)
  return {
    async next(iteration, names) {
      const reading = names.map(async (name) => {
        const iterator = iterators.get(name)
        invariant(iterator !== undefined, `there are images for the ${name} batch`)
        const seed = deriveSeed(options.seed, `${name} ${iteration}`)
        return [name, await reader(name, iterator.next(), seed)] as const
      })
      return Object.fromEntries(await Promise.all(reading))
    },
    state: () =>
      JSON.stringify(
        Object.fromEntries([...iterators].map(([name, iterator]) => [name, iterator.state()])),
      ),
  }
}

function openIterators(options: BatchSourceOptions): Map<BatchName, EpochIterator> {
  const saved = options.state === null ? {} : parseState(options.state)
  const iterators = new Map<BatchName, EpochIterator>()
  for (const name of ['source', 'target', 'pseudo'] as const) {
    const stream = options.streams[name]
    if (stream === undefined) continue
    const start = saved[name] ?? { seed: deriveSeed(options.seed, `order of ${name}`) }
    iterators.set(name, createEpochIterator(stream.groups, { batchSize: options.batchSize, start }))
  }
  return iterators
}

function parseState(text: string): z.infer<typeof stateSchema> {
  try {
    return stateSchema.parse(JSON.parse(text))
  } catch (cause) {
    const message = 'checkpoint: its data order cannot be read; start a new run'
    throw new StudioError('corrupt', message, { cause })
  }
}

type BatchReader = (
  name: BatchName,
  indices: readonly number[],
  seed: number,
) => Promise<TrainingBatch>

function createBatchReader(options: BatchSourceOptions): BatchReader {
  const { augmentation, streams } = options
  const side = augmentation.cropSize
  const table = imagenetNormalisation()

  async function readInto(
    { image, labels, position, seed }: BatchPart,
    pixels: Float32Array,
    labelValues: Int32Array | null,
  ): Promise<void> {
    const size = await options.root.imageSize(image)
    const plan = drawAugmentation(createRandom(seed), size, augmentation)
    const resized = { width: plan.resizeWidth, height: plan.resizeHeight }
    const rgb = await options.root.readPixels(image, resized)
    augmentImage(rgb, plan, { out: pixels, offset: position * 3 * side * side, table })
    if (labelValues === null || labels === null) return
    const labelMap = await labels(image)
    augmentLabels(labelMap, plan, { out: labelValues, offset: position * side * side })
  }

  return async (name, indices, seed) => {
    const stream = streams[name]
    invariant(stream !== undefined, `there are images for the ${name} batch`)
    const count = indices.length
    const pixels = new Float32Array(count * 3 * side * side)
    const labelValues = stream.labels === null ? null : new Int32Array(count * side * side)
    await Promise.all(
      indices.map((index, position) => {
        const image = stream.images[index]
        invariant(image !== undefined, `image ${index} of the ${name} stream exists`)
        const part = {
          image,
          labels: stream.labels,
          position,
          seed: deriveSeed(seed, `${position}`),
        }
        return readInto(part, pixels, labelValues)
      }),
    )
    const image = createTensor('float32', [count, 3, side, side], pixels)
    if (labelValues === null) return { image }
    return { image, labels: createTensor('int32', [count, side, side], labelValues) }
  }
}

interface BatchPart {
  readonly image: ImageReference
  readonly labels: BatchStream['labels']
  readonly position: number
  readonly seed: number
}

/** Reads the mask that must be there. Error: notFound. */
export async function requireLabelMap(root: PssRoot, image: ImageReference): Promise<LabelMap> {
  const stored = await root.readLabelMap(image)
  if (stored !== null) return stored.labelMap
  throw new StudioError(
    'notFound',
    `${image.domain} image ${image.name}: its mask is gone; put it back or start a new run`,
  )
}
