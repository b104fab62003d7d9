// What a program needs of a state on top of the port: the tensors to feed, where results may be
// written, and the exchange after a successful run.

import type { Tensor as OrtTensor } from 'onnxruntime-node'
import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { State } from '../../engine/executor/executor.ts'

export interface RuntimeState extends State {
  /** The present value of a tensor. */
  current(name: string): OrtTensor
  /** A tensor to write the next value into, or null when the runtime allocates it. */
  target(name: string): OrtTensor | null
  /** Makes the next values the present ones; called only after a run that succeeded. */
  exchange(next: ReadonlyMap<string, OrtTensor>): void
  /** Throws `conflict` when another run is using this state. */
  acquire(): void
  release(): void
}

export function isRuntimeState(state: State): state is RuntimeState {
  return 'current' in state && 'exchange' in state
}

export function requireEntry<T>(entries: ReadonlyMap<string, T>, name: string): T {
  const entry = entries.get(name)
  if (entry !== undefined) return entry
  throw new StudioError(
    'notFound',
    said`state: there is no tensor ${name} among ${entries.size}; the checkpoint or the weights belong
      to another network or method`,
  )
}

/** One run at a time: two runs on the same state would lose an update. */
export class RunLock {
  #isHeld = false

  acquire(): void {
    if (this.#isHeld) {
      throw new StudioError(
        'conflict',
        said`state: a run is in progress; wait for it before the next`,
      )
    }
    this.#isHeld = true
  }

  release(): void {
    this.#isHeld = false
  }
}
