// What an adaptation method is: a plain value that turns a configuration into a training plan.

import type { NetworkConfig } from '../networks/segmentation-network.ts'
import type { TrainingPlan } from '../training/training-plan.ts'
import type { Hyperparameters } from './hyperparameters.ts'

export interface MethodOptions {
  /** The method decides about the module (see `networkOf`). */
  readonly network: Omit<NetworkConfig, 'module'>
  readonly hyperparameters: Hyperparameters
  /** Of the cross-entropy, one a class; empty when all weigh the same. */
  readonly classWeights: readonly number[]
  /** Images of each batch; all of one group. */
  readonly batchSize: number
  /** Side of the square images, a multiple of the output stride. */
  readonly cropSizePx: number
}

export interface Method {
  readonly name: string
  /** One sentence for people. */
  readonly description: string
  readonly module: NetworkConfig['module']
  build(options: MethodOptions): TrainingPlan
}

/** The network that a method trains, and that inference must build to use its checkpoints. */
export function networkOf(method: Method, network: MethodOptions['network']): NetworkConfig {
  return { ...network, module: method.module }
}

/** Equal for equal plans; two checkpoints fit each other when this is equal. */
export function planIdentity(method: Method, options: MethodOptions): string {
  const { encoder, outputStride, width, groupResult } = options.network
  return JSON.stringify([
    method.name,
    encoder.name,
    outputStride,
    width,
    ...(method.module === 'group' && groupResult !== undefined ? [groupResult] : []),
    options.hyperparameters,
    options.classWeights,
    options.batchSize,
    options.cropSizePx,
  ])
}
