// Evaluates the model of a stage on the user's labelled images, keeps the best, and writes predictions:
// for every image after the last iteration, for the labelled ones of the best.

import type { CheckpointKind, RunEvent, Stage } from '../../../contract/runs.ts'
import type { LabelMap } from '../../../core/labels/label-map.ts'
import { compareLabelled } from '../../../core/metrics/labelled-pixels.ts'
import { quantise } from '../../../core/images/upsample.ts'
import type { State } from '../../../engine/executor/executor.ts'
import { GroupSegmenter } from '../../../engine/inference/group-segmenter.ts'
import { StudioError } from '../../../core/errors.ts'
import { said } from '../../../core/said.ts'
import { writeJson } from '../../artifact-json.ts'
import {
  entropyKey,
  imageEntropiesKey,
  imageScoresKey,
  predictionKey,
  probabilityKey,
} from '../run-files.ts'
import type { StageResult } from '../run-files.ts'
import { imageScoreOf, meanOf, objectClasses, scoresOf } from '../scores.ts'
import type { EvaluatedImage } from '../scores.ts'
import { requireLabelMap } from './batches.ts'
import type { PipelineContext } from './context.ts'
import { userImage } from './context.ts'
import { stageNetwork } from './presets.ts'
import type { PipelineRecord } from './record.ts'
import { segmentImages } from './segment-images.ts'
import type { Segmented } from './segment-images.ts'

export interface StageEvaluator {
  /** Images that one evaluation passes through the network. */
  imageCount(isLast: boolean): number
  /** `keepBest` saves the model; called when this evaluation is the best so far. */
  evaluate(
    model: EvaluatedModel,
    keepBest: () => Promise<void>,
  ): AsyncGenerator<RunEvent, void, undefined>
  dispose(): Promise<void>
}

export interface EvaluatedModel {
  readonly state: State
  readonly iteration: number
  readonly isLast: boolean
}

interface Pictures {
  readonly name: string
  readonly prediction: Uint8Array
  readonly probability: Uint8Array
  readonly entropy: Uint8Array
}

export function createStageEvaluator(
  context: PipelineContext,
  record: PipelineRecord,
  { stage, groups: groupOf }: { readonly stage: Stage; readonly groups: readonly number[] },
): StageEvaluator {
  const network = stageNetwork(context.config, stage)
  const { batchSize } = context.config.budget
  const segmenter = new GroupSegmenter({ executor: context.executor, network, batchSize })
  const labelled = new Set(context.images.labelled)
  const isLabelled = (index: number): boolean => labelled.has(context.images.user[index] ?? '')
  const groups = [...Map.groupBy(groupOf.keys(), (i) => groupOf[i]).values()]

  function groupsFor(isLast: boolean): number[][] {
    if (isLast) return groups
    // Without the group module an image sees only itself.
    if (network.groupMode === 'none') return [[...groupOf.keys()].filter(isLabelled)]
    return groups.filter((members) => members.some(isLabelled))
  }

  async function* evaluate(
    model: EvaluatedModel,
    keepBest: () => Promise<void>,
  ): AsyncGenerator<RunEvent, void, undefined> {
    const { iteration, isLast } = model
    const key = (checkpoint: CheckpointKind): StageResult => ({
      runId: context.runId,
      stage,
      checkpoint,
    })
    const evaluated: EvaluatedImage[] = []
    const candidates: Pictures[] = []
    const entropies: Record<string, number> = {}
    const request = { ...model, segmenter, groups: groupsFor(isLast), isWanted: isLast ? () => true : isLabelled } // prettier-ignore
    for await (const segmented of timed(context, segmentImages(context, request))) {
      const pictures = await encodePictures(context, segmented)
      if (isLast) await writePictures(context, key('last'), pictures)
      const entropy = meanOf(segmented.entropy)
      entropies[pictures.name] = entropy
      if (!isLabelled(segmented.index)) continue
      const group = groupOf[segmented.index] ?? 0
      const image = await evaluateImage(context, segmented, { entropy, group })
      if (image !== null) evaluated.push(image)
      candidates.push(pictures)
    }
    const scores = scoresOf({ stage, checkpoint: 'last', iteration, split: context.images.split }, evaluated) // prettier-ignore
    await writeJson(context.artifacts, imageScoresKey(key('last')), evaluated.map(imageScoreOf))
    if (isLast) await writeJson(context.artifacts, imageEntropiesKey(key('last')), entropies)
    yield { type: 'evaluated', scores }

    const fiou = scores.fiou['official']?.mean ?? 0
    const best = record.best(stage)
    if (best !== null && best.iteration !== iteration && fiou <= best.fiou) return
    await keepBest()
    for (const pictures of candidates) await writePictures(context, key('best'), pictures)
    await writeJson(context.artifacts, imageScoresKey(key('best')), evaluated.map(imageScoreOf))
    await record.setBest(stage, { iteration, fiou })
    yield { type: 'evaluated', scores: { ...scores, checkpoint: 'best' } }
  }

  return {
    imageCount: (isLast) => groupsFor(isLast).reduce((sum, members) => sum + members.length, 0),
    evaluate,
    dispose: () => segmenter.dispose(),
  }
}

/** Measures what the consumer of the images costs as well. */
async function* timed(
  context: PipelineContext,
  images: AsyncGenerator<Segmented, void, undefined>,
): AsyncGenerator<Segmented, void, undefined> {
  let start = context.now()
  for await (const image of images) {
    yield image
    context.meter.did('evaluation', 1, (context.now() - start) / 1000)
    start = context.now()
  }
}

/** Null when nobody has labelled any pixel of the mask. */
async function evaluateImage(
  context: PipelineContext,
  { index, prediction }: Segmented,
  known: { readonly entropy: number; readonly group: number },
): Promise<EvaluatedImage | null> {
  const image = userImage(context, index)
  const stored = await requireLabelMap(context.root, image)
  const truth = stored.labelMap
  requireSameSize(image.name, truth, prediction)
  const { provenance } = await context.root.readProvenance(image, stored)
  const { all, withoutCopied } = compareLabelled(
    truth.data,
    prediction.data,
    provenance?.data ?? null,
  )
  if (all === null) return null
  return {
    ...known,
    name: image.name,
    maskHash: stored.revision,
    confusion: all,
    withoutCopied,
    trueClasses: objectClasses(truth),
    predictedClasses: objectClasses(prediction),
  }
}

function requireSameSize(name: string, truth: LabelMap, prediction: LabelMap): void {
  if (truth.width === prediction.width && truth.height === prediction.height) return
  throw new StudioError(
    'corrupt',
    said`image ${name} is ${prediction.width}x${prediction.height}, its mask ${truth.width}x${truth.height}; correct the mask`,
  )
}

async function encodePictures(
  { codec, images }: PipelineContext,
  { index, prediction, probability, entropy }: Segmented,
): Promise<Pictures> {
  const { width, height } = prediction
  const grey = (values: Float32Array): Promise<Uint8Array> =>
    codec.encodeGreyPng({ width, height, data: quantise(values) })
  return {
    name: images.user[index] ?? '',
    prediction: await codec.encodePalettePng(prediction),
    probability: await grey(probability),
    entropy: await grey(entropy),
  }
}

async function writePictures(
  { artifacts }: PipelineContext,
  key: StageResult,
  { name, prediction, probability, entropy }: Pictures,
): Promise<void> {
  await artifacts.write(predictionKey(key, name), prediction)
  await artifacts.write(probabilityKey(key, name), probability)
  await artifacts.write(entropyKey(key, name), entropy)
}
