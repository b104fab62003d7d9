// Phase "groups": K-means over the features, of the user's images and of the source's (docs/method 2).

import { z } from 'zod'
import type { Groups, RunConfig, RunEvent } from '../../../contract/runs.ts'
import { groupsSchema } from '../../../contract/runs.ts'
import type { Matrix } from '../../../core/clustering/distances.ts'
import { squaredRowDistance } from '../../../core/clustering/distances.ts'
import { kmeansSteps } from '../../../core/clustering/kmeans.ts'
import type { KmeansResult } from '../../../core/clustering/kmeans.ts'
import { StudioError, invariant } from '../../../core/errors.ts'
import { inEnglish, said } from '../../../core/said.ts'
import { openRowProducts } from '../../../engine/clustering/row-products.ts'
import { FEATURE_IMAGE_SIZE } from '../../../engine/inference/feature-extractor.ts'
import { readJson, writeJson } from '../../artifact-json.ts'
import { latestGroupsKey, runKey } from '../run-files.ts'
import type { PhaseEvents, PipelineContext } from './context.ts'
import { progressEvent } from './context.ts'
import { readFeatures, sourceFeatureSet, userFeatureSet } from './features.ts'

/** Fixed, so that groups depend on the images alone and all runs of a user share them. */
const SEED = 0
const RESTARTS = 10

const assignmentsSchema = z.array(z.int().min(0))

export async function* groupImages(context: PipelineContext): PhaseEvents {
  const { artifacts, config } = context
  const user = await readFeatures(artifacts, userFeatureSet(context))
  const found = yield* cluster(context, user, { clusters: config.budget.userGroupCount, offset: 0 })
  if (found === null) return 'stopped'
  const groups = describeGroups(context, user, found)
  await writeJson(artifacts, runKey(context.runId, 'groups.json'), groups)
  await writeJson(artifacts, latestGroupsKey(config.user), groups)

  const sourceKey = sourceGroupsKey(context)
  if ((await readJson(artifacts, sourceKey, assignmentsSchema)) === null) {
    const source = await readFeatures(artifacts, sourceFeatureSet(context))
    const clusters = config.budget.sourceGroupCount
    const result = yield* cluster(context, source, { clusters, offset: RESTARTS })
    if (result === null) return 'stopped'
    await writeJson(artifacts, sourceKey, [...result.assignments])
  }
  return 'done'
}

/** Null when stopped; clustering starts anew then. */
async function* cluster(
  context: PipelineContext,
  points: Matrix,
  { clusters, offset }: { clusters: number; offset: number },
): AsyncGenerator<RunEvent, KmeansResult | null, undefined> {
  const wanted = Math.min(clusters, points.rows)
  const openProducts = openRowProducts.bind(null, context.executor)
  const options = { clusters: wanted, seed: SEED, restarts: RESTARTS }
  const steps = kmeansSteps(points, openProducts, options)
  let shownRestart = 0
  for (;;) {
    const step = await steps.next()
    if (step.done === true) return step.value
    if (context.shouldStop()) {
      await steps.return(undefined as never)
      return null
    }
    if (step.value.restart === shownRestart) continue
    shownRestart = step.value.restart
    const done = offset + shownRestart
    yield progressEvent(context, { phase: 'groups', done, total: 2 * RESTARTS, imagesPerSecond: 0 })
  }
}

export const GROUPING_TOTAL = 2 * RESTARTS

function sourceGroupsKey(context: PipelineContext): string {
  const { sourceGroupCount } = context.config.budget
  return sourceFeatureSet(context).key.replace(/\.safetensors$/, `-groups${sourceGroupCount}.json`)
}

function describeGroups(context: PipelineContext, points: Matrix, result: KmeansResult): Groups {
  const members = Map.groupBy(result.assignments.keys(), (i) => result.assignments[i] ?? 0)
  const groups = [...members].sort(([a], [b]) => a - b)
  return {
    user: context.config.user,
    ...describeGrouping(context.config, points.columns, result),
    groups: groups.map(([index, images]) => ({
      index,
      images: nearestFirst(points, result.centroids, { index, images }).map((i) =>
        nameOf(context, i),
      ),
    })),
  }
}

function describeGrouping(
  { network }: RunConfig,
  length: number,
  { clusters }: KmeansResult,
): Pick<Groups, 'description' | 'said'> {
  const { width, height } = FEATURE_IMAGE_SIZE
  const words = said`${network} (ImageNet), ${length} pooled features of ${width}x${height} images;
    K-means, K = ${clusters}, ${RESTARTS} restarts, seed ${SEED}`
  return { description: inEnglish(words), said: words }
}

function nearestFirst(
  points: Matrix,
  centroids: Matrix,
  { index, images }: { index: number; images: readonly number[] },
): number[] {
  const distance = new Map(
    images.map((i) => [i, squaredRowDistance(points, i, centroids, index)] as const),
  )
  return [...images].sort((a, b) => (distance.get(a) ?? 0) - (distance.get(b) ?? 0) || a - b)
}

function nameOf({ images }: PipelineContext, index: number): string {
  const name = images.user[index]
  invariant(name !== undefined, `the image of row ${index} exists`)
  return name
}

/** Group of each image, in the order of `context.images.user`. */
export async function readUserGroups(
  context: Pick<PipelineContext, 'artifacts' | 'runId' | 'images'>,
): Promise<number[]> {
  const key = runKey(context.runId, 'groups.json')
  const stored = await readJson(context.artifacts, key, groupsSchema)
  if (stored === null) throw missing(context.artifacts.locate(key))
  const groupOf = new Map(
    stored.groups.flatMap(({ index, images }) => images.map((name) => [name, index] as const)),
  )
  return context.images.user.map((name) => {
    const group = groupOf.get(name)
    if (group === undefined) throw missing(context.artifacts.locate(key))
    return group
  })
}

/** Group of each source image, in the order of `context.images.source`. */
export async function readSourceGroups(context: PipelineContext): Promise<number[]> {
  const key = sourceGroupsKey(context)
  const stored = await readJson(context.artifacts, key, assignmentsSchema)
  if (stored?.length === context.images.source.length) return stored
  throw missing(context.artifacts.locate(key))
}

function missing(place: string): StudioError {
  return new StudioError(
    'corrupt',
    said`${place}: the groups of this run are incomplete; start a new run`,
  )
}
