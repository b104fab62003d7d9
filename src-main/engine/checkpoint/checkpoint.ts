// A checkpoint: everything a run needs to go on exactly where it was, as one safetensors file.
// Random streams are derived from seed and iteration, so these two stand for their states.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Said } from '../../core/said.ts'
import type { Tensor } from '../graph/types.ts'
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts'

export interface Checkpoint {
  readonly method: string
  /** `TrainingPlan.identity` of the run that wrote it. */
  readonly identity: string
  /** Iterations done. */
  readonly iteration: number
  readonly totalIterations: number
  readonly seed: number
  /** Where the batch source stood (`BatchSource.state`). */
  readonly dataState: string
  /** Parameters, running statistics and optimizer states by name. */
  readonly tensors: ReadonlyMap<string, Tensor>
}

const FORMAT = 'pss-studio-checkpoint-1'

export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { method, identity, iteration, totalIterations, seed, dataState, tensors } = checkpoint
  return encodeSafetensors({
    tensors,
    metadata: {
      format: FORMAT,
      method,
      identity,
      iteration: String(iteration),
      totalIterations: String(totalIterations),
      seed: String(seed),
      dataState,
    },
  })
}

/**
 * @param place names the file in messages.
 * @throws StudioError `corrupt` when the bytes are no checkpoint of this format.
 */
export function decodeCheckpoint(bytes: Uint8Array, place: string): Checkpoint {
  const { tensors, metadata } = decodeSafetensors(bytes, place)
  const { format = 'none' } = metadata
  if (format !== FORMAT) {
    throw corrupt(place, said`expected the format ${FORMAT}, found ${format}`)
  }
  const text = (key: string): string => {
    const value = metadata[key]
    if (value === undefined) throw corrupt(place, said`the checkpoint does not name its ${key}`)
    return value
  }
  const count = (key: string): number => {
    const value = Number(text(key))
    if (Number.isSafeInteger(value) && value >= 0) return value
    throw corrupt(place, said`${key} should be a count, but is ${text(key)}`)
  }
  return {
    method: text('method'),
    identity: text('identity'),
    iteration: count('iteration'),
    totalIterations: count('totalIterations'),
    seed: count('seed'),
    dataState: text('dataState'),
    tensors,
  }
}

function corrupt(place: string, problem: Said): StudioError {
  return new StudioError(
    'corrupt',
    said`${place}: ${problem}; use an earlier checkpoint or start anew`,
  )
}
