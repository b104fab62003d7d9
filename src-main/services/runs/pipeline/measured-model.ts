// Statistics of batch normalization that are measured beside the training (docs/decisions/0012): anew over the
// user's photos before an evaluation, and of new layers before the first step of frozen training.

import type { Stage } from '../../../contract/runs.ts'
import { invariant } from '../../../core/errors.ts'
import { deriveSeed } from '../../../core/random.ts'
import type { Checkpoint } from '../../../engine/checkpoint/checkpoint.ts'
import type { Tensor } from '../../../engine/graph/types.ts'
import { measureStatistics } from '../../../engine/training/measure-statistics.ts'
import type { BatchName } from '../../../engine/training/training-plan.ts'
import { createBatchSource } from './batches.ts'
import type { BatchStream } from './batches.ts'
import type { PipelineContext } from './context.ts'
import { userImage } from './context.ts'
import { augmentationOf, hyperparametersOf, stageNetwork } from './presets.ts'

/** Source batches that new layers of frozen training are measured over. */
const START_BATCHES = 16

export function isReestimated({ config }: PipelineContext): boolean {
  return hyperparametersOf(config).normalization === 're-estimated'
}

/**
 * The checkpoint with its statistics measured anew over the user's photos: one epoch of batches like those of
 * training, the same at every evaluation.
 */
export async function reestimated(
  context: PipelineContext,
  { stage, groups }: { readonly stage: Stage; readonly groups: readonly number[] },
  checkpoint: Checkpoint,
): Promise<Checkpoint> {
  const { batchSize } = context.config.budget
  // Without the group module a batch need not be of one group.
  const isGrouped = stageNetwork(context.config, stage).groupMode !== 'none'
  const groupOf = isGrouped ? groups : groups.map(() => 0)
  const sizes = [...Map.groupBy(groupOf, (group) => group).values()].map(({ length }) => length)
  const batchCount = sizes.reduce((sum, size) => sum + Math.ceil(size / batchSize), 0)
  const images = context.images.user.map((_, i) => userImage(context, i))
  const batches = imageBatches(context, {
    name: 'target',
    stream: { images, groups: groupOf, labels: null },
    batchCount,
  })
  const { executor } = context
  const network = stageNetwork(context.config, stage)
  const measured = await measureStatistics({ executor, network, tensors: checkpoint.tensors, batches }) // prettier-ignore
  return { ...checkpoint, tensors: new Map([...checkpoint.tensors, ...measured]) }
}

/**
 * First values for frozen training: statistics that are `known` stay, those of new layers are measured over
 * source batches, because at mean 0 and variance 1 they would normalize nothing.
 */
export async function frozenStart(
  context: PipelineContext,
  { stage, source }: { readonly stage: Stage; readonly source: BatchStream },
  { first, known }: { readonly first: ReadonlyMap<string, Tensor>; readonly known: ReadonlySet<string> }, // prettier-ignore
): Promise<ReadonlyMap<string, Tensor>> {
  const measured = await measureStatistics({
    executor: context.executor,
    network: stageNetwork(context.config, stage),
    tensors: first,
    fixed: known,
    batches: imageBatches(context, { name: 'source', stream: source, batchCount: START_BATCHES }),
  })
  return new Map([...first, ...measured])
}

interface ImageStream {
  readonly name: BatchName
  readonly stream: BatchStream
  readonly batchCount: number
}

async function* imageBatches(
  context: PipelineContext,
  { name, stream, batchCount }: ImageStream,
): AsyncGenerator<Tensor, void, undefined> {
  const { samples, config } = context
  const source = createBatchSource({
    samples,
    streams: { [name]: { ...stream, labels: null } },
    batchSize: config.budget.batchSize,
    augmentation: augmentationOf(config),
    seed: deriveSeed(config.seed, 'statistics'),
    state: null,
  })
  for (let iteration = 1; iteration <= batchCount; iteration++) {
    const batch = (await source.next(iteration, [name]))[name]
    invariant(batch !== undefined, `the source gives ${name} batches`)
    yield batch.image
  }
}
