// One task after the other. A task that waits can be withdrawn; one that has begun is seen through, for nothing can
// stop it.

import { StudioError } from '../../core/errors.ts'
import { said } from '../../core/said.ts'
import type { Withdrawal } from '../withdrawal.ts'

export interface TaskOptions {
  /** Aborted: withdraw the task if it has not begun. */
  readonly signal: Withdrawal | undefined
  /** Goes before all that wait and are not urgent. */
  readonly isUrgent: boolean
}

interface Waiting {
  readonly isUrgent: boolean
  begin(): Promise<void>
}

export class TaskLine {
  readonly #waiting: Waiting[] = []
  #isBusy = false

  /** What the task gives. Error: cancelled when it was withdrawn. */
  run<T>(task: () => Promise<T>, { signal, isUrgent }: TaskOptions): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(withdrawn())
        return
      }
      const withdraw = (): void => {
        const at = this.#waiting.indexOf(waiting)
        if (at < 0) return
        this.#waiting.splice(at, 1)
        reject(withdrawn())
      }
      const waiting: Waiting = {
        isUrgent,
        begin() {
          signal?.removeEventListener('abort', withdraw)
          return task().then(resolve, reject)
        },
      }
      signal?.addEventListener('abort', withdraw)
      const behind = isUrgent ? this.#waiting.findIndex((other) => !other.isUrgent) : -1
      this.#waiting.splice(behind < 0 ? this.#waiting.length : behind, 0, waiting)
      void this.#workOff()
    })
  }

  async #workOff(): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      await next.begin()
    }
    this.#isBusy = false
  }
}

function withdrawn(): StudioError {
  return new StudioError('cancelled', said`not needed any more: something newer was asked for`)
}
