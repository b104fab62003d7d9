// What a preset and a budget mean for the engine: network, hyperparameters, sizes.

import type { RunConfig, Stage } from '../../../contract/runs.ts'
import type { MethodOptions } from '../../../engine/methods/method.ts'
import { networkOf } from '../../../engine/methods/method.ts'
import type { Method } from '../../../engine/methods/method.ts'
import { HYPERPARAMETERS } from '../../../engine/methods/hyperparameters.ts'
import { findMethod } from '../../../engine/methods/methods.ts'
import { findEncoder } from '../../../engine/networks/encoders.ts'
import type { NetworkConfig } from '../../../engine/networks/segmentation-network.ts'

/** The paper's features have 1/8 of the image's side; 1/16 costs a third of it on small crops. */
const OUTPUT_STRIDE = { paper: 8, recommended: 16 } as const

export function methodOf(stage: Stage): Method {
  return findMethod(stage)
}

export function methodOptions({ preset, network, budget }: RunConfig): MethodOptions {
  return {
    network: { encoder: findEncoder(network), outputStride: OUTPUT_STRIDE[preset], width: 256 },
    hyperparameters: HYPERPARAMETERS[preset],
    batchSize: budget.batchSize,
    cropSizePx: budget.cropSizePx,
  }
}

/** The network that the stage trains and inference must build. */
export function stageNetwork(config: RunConfig, stage: Stage): NetworkConfig {
  return networkOf(methodOf(stage), methodOptions(config).network)
}
