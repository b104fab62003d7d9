// Scores stored predictions against the masks as they are now.

import type { ImageScore, Scores } from '../../contract/runs.ts'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { LabelMap } from '../../core/labels/label-map.ts'
import { compareLabelled } from '../../core/metrics/labelled-pixels.ts'
import type { ProvenancePlane } from '../../core/labels/provenance.ts'
import { readGroups } from '../groups.ts'
import type { ImageCodec, PssRoot, RootPorts } from '../ports.ts'
import type { StoredLabelMap } from '../ports/stored-labels.ts'
import { splitReference } from '../split.ts'
import { isTruth } from '../truth.ts'
import { entropyKey, predictionKey } from './run-files.ts'
import type { StageResult } from './run-files.ts'
import { readRun } from './run-store.ts'
import { imageScoreOf, meanOf, objectClasses, scoresOf } from './scores.ts'
import type { EvaluatedImage } from './scores.ts'

export interface Evaluation {
  scores: Scores
  /** Worst first. */
  images: ImageScore[]
}

export interface StoredPrediction {
  readonly prediction: LabelMap
  /** Mean normalised entropy, 0..1. */
  readonly entropy: number
  readonly group: number
}

/** Errors: notFound without predictions of labelled images, conflict when a mask has another size. */
export async function evaluateStored(
  ports: RootPorts,
  codec: ImageCodec,
  key: StageResult,
): Promise<Evaluation> {
  const run = await readRun(ports.artifacts, key.runId)
  const { user } = run.config
  const { groups } = await readGroups(ports, { user, runId: key.runId })
  const groupOf = new Map(
    groups.flatMap(({ index, images }) => images.map((name) => [name, index])),
  )
  const images = await evaluateImages(ports.root, user, async (name) => {
    const prediction = await ports.artifacts.read(predictionKey(key, name))
    const entropy = await ports.artifacts.read(entropyKey(key, name))
    if (prediction === null || entropy === null) return null
    return {
      prediction: await codec.decodeIndexedPng(prediction),
      entropy: meanOf((await codec.decodeGreyPng(entropy)).data) / 255,
      group: groupOf.get(name) ?? 0,
    }
  })
  const { stage, checkpoint } = key
  const split = splitReference((await ports.root.listUser(user)).validationSplit)
  const known = run.scores.find((s) => s.stage === stage && s.checkpoint === checkpoint)
  return evaluation({ stage, checkpoint, iteration: known?.iteration ?? 0, split }, images)
}

export function evaluation(
  key: Parameters<typeof scoresOf>[0],
  images: readonly EvaluatedImage[],
): Evaluation {
  if (images.length === 0) {
    throw new StudioError('notFound', said`${key.stage} (${key.checkpoint}): there are no predictions of labelled images`) // prettier-ignore
  }
  const scores = images.map(imageScoreOf).sort((a, b) => a.fiou - b.fiou)
  return { scores: scoresOf(key, images), images: scores }
}

/** Every image of the user with labelled pixels that counts as truth, and that `predictionOf` knows (not null). */
export async function evaluateImages(
  root: PssRoot,
  user: string,
  predictionOf: (name: string) => Promise<StoredPrediction | null>,
): Promise<EvaluatedImage[]> {
  const evaluated: EvaluatedImage[] = []
  for (const { name } of (await root.listUser(user)).images.filter(isTruth)) {
    const image = { domain: 'user', user, name } as const
    const truth = await root.readLabelMap(image)
    const stored = await predictionOf(name)
    if (truth === null || stored === null) continue
    const { provenance } = await root.readProvenance(image, truth)
    const compared = compare(name, { ...truth, provenance }, stored)
    if (compared !== null) evaluated.push(compared)
  }
  return evaluated
}

/** A mask and who labelled its pixels; null stands for people. */
interface Truth extends StoredLabelMap {
  readonly provenance: ProvenancePlane | null
}

/** Null when nobody has labelled any pixel of the mask. */
function compare(
  name: string,
  { labelMap: truth, provenance, revision }: Truth,
  { prediction, entropy, group }: StoredPrediction,
): EvaluatedImage | null {
  if (prediction.width !== truth.width || prediction.height !== truth.height) {
    throw new StudioError(
      'conflict',
      said`image ${name}: the mask is ${truth.width}x${truth.height},
        the prediction ${prediction.width}x${prediction.height}; predict again`,
    )
  }
  const { all, withoutCopied } = compareLabelled(
    truth.data,
    prediction.data,
    provenance?.data ?? null,
  )
  if (all === null) return null
  return {
    name,
    group,
    maskHash: revision,
    confusion: all,
    withoutCopied,
    entropy,
    trueClasses: objectClasses(truth),
    predictedClasses: objectClasses(prediction),
  }
}
