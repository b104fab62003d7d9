// Brings ImageNet weights under the engine's names. What a file holds is compared with what a network
// needs; a missing or wrong tensor is an error, never a silent random layer.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import { formatShape, sameShape } from '../graph/shape.ts'
import type { Tensor } from '../graph/types.ts'
import type { StateDeclaration } from '../layers/state-store.ts'
import { initialTensor } from '../layers/state-store.ts'
import type { Encoder } from '../networks/encoder.ts'
import { foldConvolutionBiases } from './fold-biases.ts'
import type { SafetensorsFile } from './safetensors.ts'

export interface PretrainedWeights {
  /** By the engine's names. */
  readonly tensors: ReadonlyMap<string, Tensor>
  /** Names of the file that no layer of the engine has; worth a note to the user. */
  readonly unknown: readonly string[]
}

/** Renames the tensors of a weights file; every one is used, folded into another or called unknown. */
export function translateWeights(file: SafetensorsFile, encoder: Encoder): PretrainedWeights {
  const tensors = new Map<string, Tensor>()
  const unknown: string[] = []
  for (const [name, tensor] of encoder.convertWeights?.(file.tensors) ?? file.tensors) {
    const translated = encoder.translateName(name)
    if (translated === null) unknown.push(name)
    else tensors.set(`network.${translated}`, tensor)
  }
  return { tensors: foldConvolutionBiases(tensors), unknown }
}

export interface FirstValues {
  readonly seed: number
  /** For every state of origin `pretrained` that `continued` does not have. */
  readonly pretrained: ReadonlyMap<string, Tensor>
  /** An earlier stage's checkpoint; its optimizer states are not taken over. */
  readonly continued?: ReadonlyMap<string, Tensor>
}

/**
 * The value of every state before the first iteration.
 * @throws StudioError `notFound` for a missing pretrained tensor, `invalidInput` for a wrong shape.
 */
export function firstTensors(
  declarations: ReadonlyMap<string, StateDeclaration>,
  { seed, pretrained, continued }: FirstValues,
): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>()
  for (const [name, declaration] of declarations) {
    const isOptimizer = declaration.role === 'optimizer'
    const kept = isOptimizer ? undefined : continued?.get(name)
    const given = kept ?? (declaration.origin === 'pretrained' ? pretrained.get(name) : undefined)
    if (given !== undefined) tensors.set(name, fitting(declaration, given))
    else if (declaration.origin === 'new') tensors.set(name, initialTensor(declaration, seed))
    else throw missing(name)
  }
  return tensors
}

/** The model's tensors (no optimizer states) out of a checkpoint, each checked. */
export function modelTensors(
  declarations: ReadonlyMap<string, StateDeclaration>,
  checkpoint: ReadonlyMap<string, Tensor>,
): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>()
  for (const [name, declaration] of declarations) {
    if (declaration.role === 'optimizer') continue
    const tensor = checkpoint.get(name)
    if (tensor === undefined) throw missing(name)
    tensors.set(name, fitting(declaration, tensor))
  }
  return tensors
}

function fitting(declaration: StateDeclaration, tensor: Tensor): Tensor {
  const { name, shape } = declaration
  if (tensor.dataType === 'float32' && sameShape(tensor.shape, shape)) return tensor
  throw new StudioError(
    'invalidInput',
    said`weights: ${name} should be float32 ${formatShape(shape)}, but is ${tensor.dataType}
      ${formatShape(tensor.shape)}; these are weights of another network`,
  )
}

function missing(name: string): StudioError {
  return new StudioError(
    'notFound',
    said`weights: there is no tensor for ${name}; these are weights of another network, or of a part of it`,
  )
}
