// What a preset and a budget mean for the engine: network, augmentation, sizes.

import type { RunConfig, Stage } from '../../../contract/runs.ts'
import { PAPER_AUGMENTATION } from '../../../core/images/augmentation.ts'
import type { AugmentationSettings } from '../../../core/images/augmentation.ts'
import type { Hyperparameters } from '../../../engine/methods/hyperparameters.ts'
import { HYPERPARAMETERS } from '../../../engine/methods/hyperparameters.ts'
import type { MethodOptions } from '../../../engine/methods/method.ts'
import { networkOf } from '../../../engine/methods/method.ts'
import type { Method } from '../../../engine/methods/method.ts'
import { findMethod } from '../../../engine/methods/methods.ts'
import { findEncoder } from '../../../engine/networks/encoders.ts'
import type { NetworkConfig } from '../../../engine/networks/segmentation-network.ts'

/** The paper's features have 1/8 of the image's side; 1/16 costs a third of it on small crops. */
const OUTPUT_STRIDE = { paper: 8, recommended: 16 } as const

/** With `residual`, stage 1 starts as the source-only model it goes on from. */
const GROUP_RESULT = { paper: 'replaced', recommended: 'residual' } as const

/** The preset's numbers, with what the run chooses itself. */
export function hyperparametersOf({ preset, normalization }: RunConfig): Hyperparameters {
  const numbers = HYPERPARAMETERS[preset]
  return normalization === undefined ? numbers : { ...numbers, normalization }
}

export function methodOf(stage: Stage): Method {
  return findMethod(stage)
}

/**
 * Smallest long side of a training image as a factor of the crop. The paper's is made for crops of 320
 * pixels; below 256, half of the side leaves a crop that is mostly padding.
 */
const MIN_SCALE = { paper: 0.5, recommended: 0.9 } as const

export function networkOptions({
  preset,
  network,
  groupMode = 'paper',
}: RunConfig): MethodOptions['network'] {
  const encoder = findEncoder(network)
  return {
    encoder,
    outputStride: encoder.onlyOutputStride ?? OUTPUT_STRIDE[preset],
    width: encoder.headWidth,
    groupMode,
    groupResult: GROUP_RESULT[preset],
  }
}

export function augmentationOf({ preset, budget }: RunConfig): AugmentationSettings {
  return { ...PAPER_AUGMENTATION, cropSize: budget.cropSizePx, minScale: MIN_SCALE[preset] }
}

/** The network that the stage trains and inference must build. */
export function stageNetwork(config: RunConfig, stage: Stage): NetworkConfig {
  return networkOf(methodOf(stage), networkOptions(config))
}
