// export.json: everything a program must know to use the exported models as the studio would.

import type { CheckpointKind, Preset, Stage } from '../../../contract/runs.ts'
import { IMAGENET } from '../../../core/images/augmentation.ts'
import { VOC_CLASSES } from '../../../core/labels/classes.ts'
import { SIDE_MULTIPLE } from '../../../engine/inference/inference-size.ts'
import type { NetworkConfig } from '../../../engine/networks/segmentation-network.ts'
import type { PipelineContext } from '../pipeline/context.ts'

export interface ExportContext extends Pick<
  PipelineContext,
  'root' | 'artifacts' | 'executor' | 'runId' | 'config' | 'images'
> {
  readonly stage: Stage
  readonly checkpoint: CheckpointKind
}

export interface ExportedModel {
  readonly file: string
  /** Null when one model serves all photos. */
  readonly group: number | null
  /** Names of the photos it was made for, without folder and extension. */
  readonly photos: readonly string[]
}

export interface ExportDescription {
  readonly run: string
  readonly user: string
  readonly stage: Stage
  readonly checkpoint: CheckpointKind
  readonly iteration: number
  readonly preset: Preset
  readonly seed: number
  readonly network: string
  readonly outputStride: number
  /** What a pixel sees of its group; `none` where photos are seen alone. */
  readonly groupMode: NetworkConfig['groupMode']
  /** In the order of the labels 0 to 20. */
  readonly classes: readonly string[]
  readonly normalisation: {
    readonly channels: 'RGB'
    /** (byte / 255 - mean) / deviation */
    readonly mean: readonly number[]
    readonly deviation: readonly number[]
  }
  readonly evaluation: {
    readonly shortSidePx: number
    readonly multipleOf: number
    readonly rule: string
  }
  /** Another number of threads adds up in another order: the last digits of logits may differ. */
  readonly threads: number
  readonly weights: string
  readonly models: readonly ExportedModel[]
}

const SIZE_RULE =
  'side = max(multipleOf, round(side * (shortSidePx / the short side) / multipleOf) * multipleOf), ' +
  'for width and height of the upright photo; bicubic, aspect not kept exactly, no padding'

export function describeExport(
  { runId, config, stage, checkpoint, executor }: ExportContext,
  model: {
    readonly network: NetworkConfig
    readonly models: readonly ExportedModel[]
    readonly iteration: number
  },
): ExportDescription {
  const { user, preset, seed, network, budget } = config
  return {
    run: runId,
    user,
    stage,
    checkpoint,
    iteration: model.iteration,
    preset,
    seed,
    network,
    outputStride: model.network.outputStride,
    groupMode: model.network.groupMode,
    classes: VOC_CLASSES,
    normalisation: { channels: 'RGB', ...IMAGENET },
    evaluation: {
      shortSidePx: budget.evaluationSizePx,
      multipleOf: SIDE_MULTIPLE,
      rule: SIZE_RULE,
    },
    threads: executor.description.threads,
    weights: 'model.safetensors',
    models: model.models,
  }
}
