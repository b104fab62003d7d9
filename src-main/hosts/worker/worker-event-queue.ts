// The messages of one worker process as an async iterable that ends with the process.

import { StudioFault } from '../../core/errors.ts'
import { said } from '../../core/said.ts'

export class WorkerEventQueue<T> {
  readonly #events: T[] = []
  #error: Error | null = null
  #isOver = false
  #wake: () => void = () => undefined

  push(event: T): void {
    this.#events.push(event)
    this.#wake()
  }

  /** The process is gone; `error` is thrown unless its last word was said before. */
  finish(error: Error): void {
    this.#error ??= error
    this.#isOver = true
    this.#wake()
  }

  fail(error: Error): void {
    this.finish(error)
  }

  async *read(isLast: (event: T) => boolean): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const event = this.#events.shift()
      if (event !== undefined) {
        yield event
        if (isLast(event)) return
      } else if (this.#isOver) {
        throw this.#error ?? new StudioFault(said`the worker process ended`)
      } else {
        await new Promise<void>((resolve) => (this.#wake = resolve))
      }
    }
  }
}
