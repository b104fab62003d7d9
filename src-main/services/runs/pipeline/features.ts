// Phase "features": what the ImageNet network sees in every image, for grouping. Kept by weights and list,
// so that further runs and users of a root take what is there.

import type { RunEvent } from '../../../contract/runs.ts'
import type { Matrix } from '../../../core/clustering/distances.ts'
import { StudioError, invariant } from '../../../core/errors.ts'
import { said, tell } from '../../../core/said.ts'
import { LookAhead } from '../../../core/look-ahead.ts'
import { sha256 } from '../../../core/bytes/sha256.ts'
import { decodeSafetensors, encodeSafetensors } from '../../../engine/checkpoint/safetensors.ts'
import { createTensor } from '../../../engine/graph/tensor.ts'
import type { Tensor } from '../../../engine/graph/types.ts'
import {
  FEATURE_IMAGE_SIZE,
  FeatureExtractor,
} from '../../../engine/inference/feature-extractor.ts'
import { findEncoder } from '../../../engine/networks/encoders.ts'
import type { ArtifactStore } from '../../ports.ts'
import type { ImageReference } from '../../ports/image-reference.ts'
import type { PhaseEvents, PipelineContext } from './context.ts'
import { progressEvent, sourceImage, userImage } from './context.ts'
import { WaitMeter } from './wait-meter.ts'

export interface FeatureSet {
  readonly key: string
  readonly images: readonly ImageReference[]
}

export function userFeatureSet(context: PipelineContext): FeatureSet {
  const { images, config } = context
  return featureSet(
    context,
    `user ${config.user}`,
    images.user.map((_, i) => userImage(context, i)),
  )
}

export function sourceFeatureSet(context: PipelineContext): FeatureSet {
  const { source } = context.images
  return featureSet(
    context,
    'source',
    source.map((_, i) => sourceImage(context, i)),
  )
}

function featureSet(
  { weightsId }: PipelineContext,
  domain: string,
  images: readonly ImageReference[],
): FeatureSet {
  const { width, height } = FEATURE_IMAGE_SIZE
  const list = [domain, `${width}x${height}`, ...images.map(({ name }) => name)].join('\n')
  return { key: `features/${weightsId}-${sha256(list).slice(0, 16)}.safetensors`, images }
}

/** All rows of a set. Error: notFound before the phase is done. */
export async function readFeatures(
  artifacts: ArtifactStore,
  { key, images }: FeatureSet,
): Promise<Matrix> {
  const known = await readKnown(artifacts, key)
  if (known.rows === images.length) return known
  throw new StudioError('notFound', said`${artifacts.locate(key)}: incomplete; start the run again`)
}

/** The rows computed so far; none when there is no file. */
async function readKnown(artifacts: ArtifactStore, key: string): Promise<Matrix> {
  const bytes = await artifacts.read(key)
  if (bytes === null) return { rows: 0, columns: 0, data: new Float32Array() }
  const { tensors } = decodeSafetensors(bytes, artifacts.locate(key))
  const { shape, data } = tensors.get('features') ?? { shape: [], data: null }
  const [rows = 0, columns = 0] = shape
  if (data instanceof Float32Array) return { rows, columns, data }
  throw new StudioError(
    'corrupt',
    said`${artifacts.locate(key)}: holds no features; remove it to go on`,
  )
}

/** Images of both sets that have no row yet. */
export async function missingFeatures(context: PipelineContext): Promise<number> {
  let missing = 0
  for (const set of [userFeatureSet(context), sourceFeatureSet(context)]) {
    missing += set.images.length - (await readKnown(context.artifacts, set.key)).rows
  }
  return missing
}

export async function* computeFeatures(context: PipelineContext): PhaseEvents {
  const { executor, pretrained, config } = context
  if ((await missingFeatures(context)) === 0) {
    yield { type: 'note', ...tell(said`features of all images are there from an earlier run`) }
    return 'done'
  }
  const encoder = findEncoder(config.network)
  const extractor = await FeatureExtractor.create({ executor, encoder, pretrained })
  try {
    const user = userFeatureSet(context)
    const source = sourceFeatureSet(context)
    const total = user.images.length + source.images.length
    const waits = new WaitMeter()
    const first = { set: user, before: 0, total, waits }
    if ((yield* computeSet(context, extractor, first)) === 'stopped') return 'stopped'
    const second = { set: source, before: user.images.length, total, waits }
    if ((yield* computeSet(context, extractor, second)) === 'stopped') return 'stopped'
    yield { type: 'note', ...tell(said`features: ${waits.describe()}`) }
    return 'done'
  } finally {
    await extractor.dispose()
  }
}

interface SetJob {
  readonly set: FeatureSet
  /** Images done in other sets. */
  readonly before: number
  readonly total: number
  readonly waits: WaitMeter
}

/** Photos that are read while the network looks at an earlier one. */
const PHOTOS_AHEAD = 8

async function* computeSet(
  context: PipelineContext,
  extractor: FeatureExtractor,
  { set, before, total, waits }: SetJob,
): PhaseEvents {
  const { artifacts, meter, now } = context
  const known = await readKnown(artifacts, set.key)
  const rows = Array.from({ length: known.rows }, (_, i) =>
    known.data.subarray(i * known.columns, (i + 1) * known.columns),
  )
  const ahead = readAhead(context, set.images, known.rows)
  while (rows.length < set.images.length) {
    if (context.shouldStop()) {
      await ahead.settle()
      await writeRows(artifacts, set.key, rows)
      return 'stopped'
    }
    const start = now()
    const image = await ahead.take()
    const waitedMs = now() - start
    rows.push(await extractor.extract(image))
    meter.did('feature', 1, (now() - start) / 1000)
    waits.did(waitedMs, now() - start)
    yield featureProgress(context, { done: before + rows.length, total, waits })
  }
  await writeRows(artifacts, set.key, rows)
  return 'done'
}

/** Images from an index on, as the network takes them. */
function readAhead(
  { samples }: PipelineContext,
  images: readonly ImageReference[],
  first: number,
): LookAhead<Tensor> {
  const { width, height } = FEATURE_IMAGE_SIZE
  return new LookAhead({
    first,
    last: images.length - 1,
    depth: PHOTOS_AHEAD,
    async begin(index) {
      const image = images[index]
      invariant(image !== undefined, `image ${index} of ${images.length} exists`)
      const pixels = await samples.image(image, FEATURE_IMAGE_SIZE)
      return createTensor('float32', [1, 3, height, width], pixels)
    },
  })
}

async function writeRows(
  artifacts: ArtifactStore,
  key: string,
  rows: readonly Float32Array[],
): Promise<void> {
  const columns = rows[0]?.length ?? 0
  const data = new Float32Array(rows.length * columns)
  rows.forEach((row, i) => data.set(row, i * columns))
  const features = createTensor('float32', [rows.length, columns], data)
  const tensors = new Map([['features', features]])
  await artifacts.write(key, encodeSafetensors({ tensors, metadata: {} }))
}

function featureProgress(
  context: PipelineContext,
  { done, total, waits }: { done: number; total: number; waits: WaitMeter },
): RunEvent {
  const imagesPerSecond = context.meter.unitsPerSecond('feature')
  const waitShare = waits.share
  return progressEvent(context, { phase: 'features', done, total, imagesPerSecond, waitShare })
}
