// Pseudo-labels of stage 2: the images that stage 1 is surest about, with unsure pixels at 255
// (docs/method 7). Made once, from the predictions of stage 1's last checkpoint.

import { z } from 'zod'
import { makePseudoLabels, selectEasiest } from '../../../core/metrics/entropy.ts'
import { invariant } from '../../../core/errors.ts'
import { StudioError } from '../../../core/errors.ts'
import { said } from '../../../core/said.ts'
import type { LabelMap } from '../../../core/labels/label-map.ts'
import { HYPERPARAMETERS } from '../../../engine/methods/hyperparameters.ts'
import { readJson, writeJson } from '../../artifact-json.ts'
import { entropyKey, imageEntropiesKey, predictionKey, runKey } from '../run-files.ts'
import type { StageResult } from '../run-files.ts'
import type { BatchStream } from './batches.ts'
import type { PipelineContext } from './context.ts'
import { userImage } from './context.ts'

const entropiesSchema = z.record(z.string(), z.number())

/** The stream of pseudo-labelled images; `groups` of all the user's images. */
export async function pseudoLabelStream(
  context: PipelineContext,
  groups: readonly number[],
): Promise<BatchStream> {
  const easy = await easiestImages(context)
  const { images, runId } = context
  if ((await context.artifacts.read(runKey(runId, 'pseudo/images.json'))) === null) {
    for (const index of easy) await writePseudoLabel(context, nameOf(context, index))
    const names = easy.map((index) => images.user[index])
    await writeJson(context.artifacts, runKey(runId, 'pseudo/images.json'), names)
  }
  return {
    images: easy.map((index) => userImage(context, index)),
    groups: easy.map((index) => groups[index] ?? 0),
    labels: {
      placeOf: ({ name }) => ({ type: 'artifact', key: pseudoLabelKey(runId, name) }),
      missing: ({ name }) => missing(context.artifacts.locate(pseudoLabelKey(runId, name))),
    },
  }
}

/** Indices in list order, so that batches do not depend on ties in the ranking. */
async function easiestImages(context: PipelineContext): Promise<number[]> {
  const key = imageEntropiesKey(stage1Result(context))
  const entropies = await readJson(context.artifacts, key, entropiesSchema)
  if (entropies === null) throw missing(context.artifacts.locate(key))
  const scores = context.images.user.map((name) => entropies[name] ?? Infinity)
  const { ratio } = HYPERPARAMETERS[context.config.preset].pseudoLabels
  const easy = selectEasiest(scores, ratio)
  if (easy.length > 0) return easy.sort((a, b) => a - b)
  throw new StudioError(
    'invalidInput',
    said`stage 2 needs pseudo-labels of some images, but ${ratio} of ${scores.length} images is none; import more`,
  )
}

async function writePseudoLabel(context: PipelineContext, name: string): Promise<void> {
  const { artifacts, codec, config, runId } = context
  const prediction = await readPng(context, predictionKey(stage1Result(context), name))
  const entropy = await readEntropy(context, name)
  const { rule } = HYPERPARAMETERS[config.preset].pseudoLabels
  const labels = makePseudoLabels(prediction, entropy, rule)
  await artifacts.write(pseudoLabelKey(runId, name), await codec.encodePalettePng(labels))
}

async function readPng({ artifacts, codec }: PipelineContext, key: string): Promise<LabelMap> {
  const bytes = await artifacts.read(key)
  if (bytes === null) throw missing(artifacts.locate(key))
  return codec.decodeIndexedPng(bytes)
}

async function readEntropy(context: PipelineContext, name: string): Promise<Float32Array> {
  const key = entropyKey(stage1Result(context), name)
  const bytes = await context.artifacts.read(key)
  if (bytes === null) throw missing(context.artifacts.locate(key))
  const { data } = await context.codec.decodeGreyPng(bytes)
  return Float32Array.from(data, (value) => value / 255)
}

function stage1Result({ runId }: PipelineContext): StageResult {
  return { runId, stage: 'stage1', checkpoint: 'last' }
}

function pseudoLabelKey(runId: string, name: string): string {
  return runKey(runId, `pseudo/${name}.png`)
}

function nameOf({ images }: PipelineContext, index: number): string {
  const name = images.user[index]
  invariant(name !== undefined, `image ${index} of the user exists`)
  return name
}

function missing(place: string): StudioError {
  return new StudioError('notFound', said`${place}: a result of stage 1 is gone; start a new run`)
}
