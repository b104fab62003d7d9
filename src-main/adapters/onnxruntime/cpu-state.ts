// State in CPU memory, two buffers for each updated tensor: a run reads one and writes the other,
// so nothing is allocated between steps and a failed run leaves the state as it was.

import type { Tensor as OrtTensor } from 'onnxruntime-node'
import type { Tensor } from '../../engine/graph/types.ts'
import { allocateLike, copyTensor, fromOrtTensor, requireType, toOrtTensor } from './ort-tensor.ts'
import type { RuntimeState } from './runtime-state.ts'
import { RunLock, requireEntry } from './runtime-state.ts'

interface Buffers {
  current: OrtTensor
  spare: OrtTensor | null
}

export class CpuState implements RuntimeState {
  readonly #buffers = new Map<string, Buffers>()
  readonly #lock = new RunLock()

  constructor(tensors: ReadonlyMap<string, Tensor>) {
    for (const [name, tensor] of tensors) {
      this.#buffers.set(name, { current: toOrtTensor(copyTensor(tensor)), spare: null })
    }
  }

  get names(): readonly string[] {
    return [...this.#buffers.keys()]
  }

  async read(names: readonly string[] = this.names): Promise<ReadonlyMap<string, Tensor>> {
    const copy = (name: string): Tensor => copyTensor(fromOrtTensor(this.current(name)))
    return Promise.resolve(new Map(names.map((name) => [name, copy(name)])))
  }

  async write(tensors: ReadonlyMap<string, Tensor>): Promise<void> {
    for (const [name, tensor] of tensors) {
      requireType(`state ${name}`, fromOrtTensor(this.current(name)), tensor)
    }
    for (const [name, tensor] of tensors) {
      requireEntry(this.#buffers, name).current = toOrtTensor(copyTensor(tensor))
    }
    return Promise.resolve()
  }

  current(name: string): OrtTensor {
    return requireEntry(this.#buffers, name).current
  }

  target(name: string): OrtTensor {
    const buffers = requireEntry(this.#buffers, name)
    buffers.spare ??= allocateLike(buffers.current)
    return buffers.spare
  }

  exchange(next: ReadonlyMap<string, OrtTensor>): void {
    for (const name of next.keys()) {
      const buffers = requireEntry(this.#buffers, name)
      const { current } = buffers
      buffers.current = this.target(name)
      buffers.spare = current
    }
  }

  acquire(): void {
    this.#lock.acquire()
  }

  release(): void {
    this.#lock.release()
  }

  async dispose(): Promise<void> {
    this.#buffers.clear()
    return Promise.resolve()
  }
}
