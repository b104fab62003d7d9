// What every reader of a weights file gives, and how it refuses a file. The readers are pure
// functions over bytes: they run no code of a file and allocate only what its bytes can fill.

import { StudioError } from '../../../core/errors.ts'
import type { Tensor } from '../../../engine/graph/types.ts'

export interface ReadTensors {
  /** In the order of the file. Floating numbers are float32, everything is dense and row-major. */
  readonly tensors: ReadonlyMap<string, Tensor>
  /** Names of what was left out because it is no tensor: epochs, optimizers, texts. */
  readonly ignored: readonly string[]
}

export interface WeightsFile extends ReadTensors {
  readonly format: 'safetensors' | 'npz' | 'onnx' | 'torch-zip' | 'torch-legacy' | 'tfjs'
}

export function damaged(place: string, problem: string, cause?: unknown): StudioError {
  return new StudioError('corrupt', `${place}: ${problem}; copy or download the file again`, {
    cause,
  })
}

/** `problem` also says what to do. */
export function unsupported(place: string, problem: string): StudioError {
  return new StudioError('unsupported', `${place}: ${problem}`)
}

/** A name from a file as it may appear in a message. */
export function quoted(name: string): string {
  return JSON.stringify(shortened(name))
}

export function shortened(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}...` : name
}

export function addTensor(
  tensors: Map<string, Tensor>,
  name: string,
  tensor: Tensor,
  place: string,
): void {
  if (tensors.has(name)) throw damaged(place, `tensor ${quoted(name)} is given twice`)
  tensors.set(name, tensor)
}
