// State in the memory of a GPU: results of a run replace the tensors without a copy to the CPU.

import type { Tensor as OrtTensor } from 'onnxruntime-node'
import type { Tensor } from '../../engine/graph/types.ts'
import type { DeviceTransfer } from './device-transfer.ts'
import { dataTypeOf, requireType } from './ort-tensor.ts'
import type { RuntimeState } from './runtime-state.ts'
import { RunLock, requireEntry } from './runtime-state.ts'

export class DeviceState implements RuntimeState {
  readonly #tensors: Map<string, OrtTensor>
  readonly #transfer: DeviceTransfer
  readonly #lock = new RunLock()

  private constructor(tensors: Map<string, OrtTensor>, transfer: DeviceTransfer) {
    this.#tensors = tensors
    this.#transfer = transfer
  }

  static async upload(
    tensors: ReadonlyMap<string, Tensor>,
    transfer: DeviceTransfer,
  ): Promise<DeviceState> {
    const uploaded = new Map<string, OrtTensor>()
    for (const [name, tensor] of tensors) uploaded.set(name, await transfer.upload(tensor))
    return new DeviceState(uploaded, transfer)
  }

  get names(): readonly string[] {
    return [...this.#tensors.keys()]
  }

  async read(names: readonly string[] = this.names): Promise<ReadonlyMap<string, Tensor>> {
    const tensors = new Map<string, Tensor>()
    for (const name of names) tensors.set(name, await this.#transfer.download(this.current(name)))
    return tensors
  }

  async write(tensors: ReadonlyMap<string, Tensor>): Promise<void> {
    for (const [name, tensor] of tensors) {
      const current = this.current(name)
      const expected = { dataType: dataTypeOf(current), shape: current.dims }
      requireType(`state ${name}`, expected, tensor)
    }
    for (const [name, tensor] of tensors) {
      const uploaded = await this.#transfer.upload(tensor)
      this.exchange(new Map([[name, uploaded]]))
    }
  }

  current(name: string): OrtTensor {
    return requireEntry(this.#tensors, name)
  }

  target(): null {
    return null
  }

  exchange(next: ReadonlyMap<string, OrtTensor>): void {
    for (const [name, tensor] of next) {
      this.current(name).dispose()
      this.#tensors.set(name, tensor)
    }
  }

  acquire(): void {
    this.#lock.acquire()
  }

  release(): void {
    this.#lock.release()
  }

  async dispose(): Promise<void> {
    for (const tensor of this.#tensors.values()) tensor.dispose()
    this.#tensors.clear()
    return Promise.resolve()
  }
}
