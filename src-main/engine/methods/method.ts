// What an adaptation method is: a plain value that turns a configuration into a training plan.

import type { NetworkConfig } from '../networks/segmentation-network.ts'
import type { TrainingPlan } from '../training/training-plan.ts'
import type { Hyperparameters } from './hyperparameters.ts'

export interface MethodOptions {
  /** The group mode is that of methods with the group module; `paper` unless given (see `networkOf`). */
  readonly network: Omit<NetworkConfig, 'groupMode'> & Partial<Pick<NetworkConfig, 'groupMode'>>
  readonly hyperparameters: Hyperparameters
  /** Of the cross-entropy, one a class; empty when all weigh the same. */
  readonly classWeights: readonly number[]
  /** Images of each batch; all of one group. */
  readonly batchSize: number
  /**
   * Parts of equal size in which a batch passes the encoder, to need less memory; 1 unless given. Then batch
   * normalization of the encoder sees a part and that of the group module the batch.
   */
  readonly encoderParts?: number
  /** Side of the square images, a multiple of the output stride. */
  readonly cropSizePx: number
}

export interface Method {
  readonly name: string
  /** One sentence for people. */
  readonly description: string
  /** Whether its network has the group module, where the run does not do without. */
  readonly seesGroups: boolean
  build(options: MethodOptions): TrainingPlan
}

/** The network that a method trains, and that inference must build to use its checkpoints. */
export function networkOf(method: Method, network: MethodOptions['network']): NetworkConfig {
  return { ...network, groupMode: method.seesGroups ? (network.groupMode ?? 'paper') : 'none' }
}

/**
 * Equal for equal plans; two checkpoints fit each other when this is equal. What is as it was before one
 * could choose is left out, so that older checkpoints still fit.
 */
export function planIdentity(method: Method, options: MethodOptions): string {
  const network = networkOf(method, options.network)
  const { encoder, outputStride, width, groupMode, groupResult } = network
  const { hyperparameters } = options
  // Re-estimated statistics are no matter of the plan.
  const isFrozen = hyperparameters.normalization === 'frozen'
  return JSON.stringify([
    method.name,
    encoder.name,
    outputStride,
    width,
    ...(groupMode !== 'none' && groupResult !== undefined ? [groupResult] : []),
    ...(method.seesGroups && groupMode !== 'paper' ? [groupMode] : []),
    { ...hyperparameters, normalization: isFrozen ? 'frozen' : undefined },
    options.classWeights,
    options.batchSize,
    options.cropSizePx,
    ...((options.encoderParts ?? 1) > 1 ? [options.encoderParts ?? 1] : []),
  ])
}
