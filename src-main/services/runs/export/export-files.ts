// The files of an export, one after the other: a model for each group (or one for all), the weights, and
// what a program and a person must know to use them.

import { StudioError } from '../../../core/errors.ts'
import { said } from '../../../core/said.ts'
import { encodeUtf8 } from '../../../core/bytes/utf8.ts'
import type { Checkpoint } from '../../../engine/checkpoint/checkpoint.ts'
import { encodeSafetensors } from '../../../engine/checkpoint/safetensors.ts'
import type { State } from '../../../engine/executor/executor.ts'
import { exportModel } from '../../../engine/export/export-model.ts'
import type { Tensor } from '../../../engine/graph/types.ts'
import { GroupSegmenter } from '../../../engine/inference/group-segmenter.ts'
import { networkTensors } from '../../../engine/inference/network-tensors.ts'
import type { NetworkConfig } from '../../../engine/networks/segmentation-network.ts'
import { readUserGroups } from '../pipeline/grouping.ts'
import { stageNetwork } from '../pipeline/presets.ts'
import { readGroup } from '../pipeline/segment-images.ts'
import { readCheckpoint } from '../pipeline/train-stage.ts'
import { checkpointKey } from '../run-files.ts'
import { describeExport } from './describe-export.ts'
import type { ExportContext, ExportedModel } from './describe-export.ts'
import { exportReadme } from './readme.ts'

export interface ExportedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Errors: notFound, corrupt; those of reading photos. */
export async function* exportFiles(
  context: ExportContext,
): AsyncGenerator<ExportedFile, void, undefined> {
  const { config, stage, executor } = context
  const network = stageNetwork(config, stage)
  const checkpoint = await requireCheckpoint(context)
  const tensors = networkTensors(network, checkpoint.tensors)
  const state = await executor.createState(tensors)
  const models: ExportedModel[] = []
  try {
    for await (const { model, bytes } of modelsOf(context, { network, tensors, state })) {
      models.push(model)
      yield { name: model.file, bytes }
    }
  } finally {
    await state.dispose()
  }
  const description = describeExport(context, { network, models, iteration: checkpoint.iteration })
  const metadata = { format: 'pss-studio-model-1', run: context.runId, stage, checkpoint: context.checkpoint } // prettier-ignore
  yield { name: description.weights, bytes: encodeSafetensors({ tensors, metadata }) }
  yield { name: 'export.json', bytes: encodeUtf8(`${JSON.stringify(description, null, 1)}\n`) }
  yield { name: 'README.md', bytes: encodeUtf8(exportReadme(description)) }
}

interface Model {
  readonly network: NetworkConfig
  readonly tensors: ReadonlyMap<string, Tensor>
  readonly state: State
}

async function* modelsOf(
  context: ExportContext,
  { network, tensors, state }: Model,
): AsyncGenerator<{ model: ExportedModel; bytes: Uint8Array }, void, undefined> {
  const photos = context.images.user
  if (network.groupMode === 'none') {
    const model = { file: 'model.onnx', group: null, photos: [...photos] }
    yield { model, bytes: exportModel({ network, tensors, group: null }) }
    return
  }
  const groupOf = await readUserGroups(context)
  const groups = Map.groupBy(groupOf.keys(), (i) => groupOf[i] ?? 0)
  const { batchSize } = context.config.budget
  // Features are of no use here: only what an image lends to its group.
  const segmenter = new GroupSegmenter({ executor: context.executor, network, batchSize, keptFeatureBytes: 0 }) // prettier-ignore
  try {
    for (const [index, members] of [...groups].sort(([a], [b]) => a - b)) {
      const { images } = await readGroup(context, members)
      let part = 0
      for await (const lent of segmenter.groupFeeds(images, state)) {
        const names = lent.members.map((position) => photos[members[position] ?? -1] ?? '')
        // Only official-exact has more than one part: the photos that see each other.
        const file = part++ === 0 ? `group-${index}.onnx` : `group-${index}-part-${part}.onnx`
        const model = { file, group: index, photos: names }
        yield { model, bytes: exportModel({ network, tensors, group: lent.feeds }) }
      }
    }
  } finally {
    await segmenter.dispose()
  }
}

async function requireCheckpoint(context: ExportContext): Promise<Checkpoint> {
  const key = checkpointKey(context)
  const checkpoint = await readCheckpoint(context.artifacts, key)
  if (checkpoint !== null) return checkpoint
  const place = context.artifacts.locate(key)
  throw new StudioError(
    'notFound',
    said`${place}: there is no such checkpoint; choose another stage`,
  )
}
