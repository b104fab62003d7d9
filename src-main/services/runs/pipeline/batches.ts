// The training batches of a run: group batches of both domains and of the pseudo-labels, augmented. What is
// drawn depends on seed, stream and iteration alone, so that a resumed run draws the same.

import { z } from 'zod'
import type { AugmentationSettings } from '../../../core/images/augmentation.ts'
import { StudioError, invariant } from '../../../core/errors.ts'
import { said } from '../../../core/said.ts'
import { createEpochIterator } from '../../../core/training/group-batches.ts'
import type { EpochIterator } from '../../../core/training/group-batches.ts'
import { deriveSeed } from '../../../core/random.ts'
import { createTensor } from '../../../engine/graph/tensor.ts'
import type { BatchSource, TrainingBatch } from '../../../engine/training/batch-source.ts'
import type { BatchName } from '../../../engine/training/training-plan.ts'
import type { LabelPlace, PssRoot, SampleReader, TrainingSample } from '../../ports.ts'
import type { ImageReference } from '../../ports/image-reference.ts'
import type { StoredLabelMap } from '../../ports/stored-labels.ts'

export interface BatchStream {
  readonly images: readonly ImageReference[]
  /** Group of each image. */
  readonly groups: readonly number[]
  /** Null for images without. */
  readonly labels: StreamLabels | null
}

export interface StreamLabels {
  placeOf(image: ImageReference): LabelPlace
  /** What is told when there are none at their place. */
  missing(image: ImageReference): StudioError
}

/** The masks that belong to the images. */
export const MASK_LABELS: StreamLabels = {
  placeOf: () => ({ type: 'mask' }),
  missing: maskMissing,
}

export interface BatchSourceOptions {
  readonly samples: SampleReader
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
  return {
    async next(iteration, names) {
      const reading = names.map(async (name) => {
        const indices = iterators.get(name)?.next()
        invariant(indices !== undefined, `there are images for the ${name} batch`)
        const seed = deriveSeed(options.seed, `${name} ${iteration}`)
        return [name, await readBatch(options, { name, indices, seed })] as const
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
    const message = said`checkpoint: its data order cannot be read; start a new run`
    throw new StudioError('corrupt', message, { cause })
  }
}

interface DrawnBatch {
  readonly name: BatchName
  /** Images of the stream. */
  readonly indices: readonly number[]
  readonly seed: number
}

/** Each sample is asked for on its own, with its own seed: the order in which they are made is free. */
async function readBatch(
  { samples, streams, augmentation }: BatchSourceOptions,
  { name, indices, seed }: DrawnBatch,
): Promise<TrainingBatch> {
  const stream = streams[name]
  invariant(stream !== undefined, `there are images for the ${name} batch`)
  const { images, labels } = stream
  const made = await Promise.all(
    indices.map(async (index, position) => {
      const image = images[index]
      invariant(image !== undefined, `image ${index} of the ${name} stream exists`)
      const place = labels?.placeOf(image) ?? null
      const own = deriveSeed(seed, `${position}`)
      const sample = await samples.sample({ image, labels: place, augmentation, seed: own })
      if (labels !== null && sample.labels === null) throw labels.missing(image)
      return sample
    }),
  )
  return batchOf(made, augmentation.cropSize)
}

function batchOf(made: readonly TrainingSample[], side: number): TrainingBatch {
  const area = side * side
  const pixels = new Float32Array(made.length * 3 * area)
  const labels = new Int32Array(made.length * area)
  for (const [position, sample] of made.entries()) {
    pixels.set(sample.pixels, position * 3 * area)
    if (sample.labels !== null) labels.set(sample.labels, position * area)
  }
  const image = createTensor('float32', [made.length, 3, side, side], pixels)
  if (made.every((sample) => sample.labels === null)) return { image }
  return { image, labels: createTensor('int32', [made.length, side, side], labels) }
}

/** Reads the mask that must be there. Error: notFound. */
export async function requireLabelMap(
  root: PssRoot,
  image: ImageReference,
): Promise<StoredLabelMap> {
  const stored = await root.readLabelMap(image)
  if (stored !== null) return stored
  throw maskMissing(image)
}

function maskMissing({ domain, name }: ImageReference): StudioError {
  return new StudioError(
    'notFound',
    said`${domain} image ${name}: its mask is gone; put it back or start a new run`,
  )
}
