// Named tensors kept by tfjs between runs.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { State } from '../../engine/executor/executor.ts'
import { formatShape, sameShape } from '../../engine/graph/shape.ts'
import type { Tensor, TensorType } from '../../engine/graph/types.ts'
import type { Tf, TfTensor } from './tfjs-kernel.ts'
import { fromTfTensor, toTfTensor } from './tfjs-tensor.ts'

interface Entry {
  readonly type: TensorType
  readonly tensor: TfTensor
}

export class TfjsState implements State {
  readonly #tf: Tf
  readonly #entries = new Map<string, Entry>()

  constructor(tf: Tf, tensors: ReadonlyMap<string, Tensor>) {
    this.#tf = tf
    for (const [name, tensor] of tensors) {
      const type = { dataType: tensor.dataType, shape: tensor.shape }
      this.#entries.set(name, { type, tensor: toTfTensor(tf, tensor) })
    }
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()]
  }

  async read(names: readonly string[] = this.names): Promise<ReadonlyMap<string, Tensor>> {
    const tensors = new Map<string, Tensor>()
    for (const name of names) {
      const { tensor, type } = this.#entry(name)
      tensors.set(name, await fromTfTensor(tensor, type))
    }
    return tensors
  }

  async write(tensors: ReadonlyMap<string, Tensor>): Promise<void> {
    for (const [name, tensor] of tensors) this.#requireType(name, tensor)
    for (const [name, tensor] of tensors) this.replace(name, toTfTensor(this.#tf, tensor))
    return Promise.resolve()
  }

  /** The tensor itself, which stays owned by the state. */
  tensor(name: string, expected: TensorType): TfTensor {
    this.#requireType(name, expected)
    return this.#entry(name).tensor
  }

  /** Takes ownership of `tensor`. */
  replace(name: string, tensor: TfTensor): void {
    const entry = this.#entry(name)
    entry.tensor.dispose()
    this.#entries.set(name, { ...entry, tensor })
  }

  async dispose(): Promise<void> {
    for (const { tensor } of this.#entries.values()) tensor.dispose()
    this.#entries.clear()
    return Promise.resolve()
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(name)
    if (entry !== undefined) return entry
    throw new StudioError(
      'notFound',
      said`state: there is no tensor ${name}; the checkpoint or the weights belong to another network`,
    )
  }

  #requireType(name: string, received: TensorType): void {
    const { type } = this.#entry(name)
    if (type.dataType === received.dataType && sameShape(type.shape, received.shape)) return
    throw new StudioError(
      'invalidInput',
      said`state ${name} is ${type.dataType} ${formatShape(type.shape)}, not
        ${received.dataType} ${formatShape(received.shape)}; use tensors of the same network`,
    )
  }
}
