// Requests that are being answered: whoever takes away what they read waits for them first.

export class OpenRequests {
  readonly #answers = new Set<Promise<unknown>>()

  async track<T>(answer: () => Promise<T>): Promise<T> {
    const promise = answer()
    this.#answers.add(promise)
    try {
      return await promise
    } finally {
      this.#answers.delete(promise)
    }
  }

  /** Waited for until the last event, or until they are read no more: for work that reads or writes files. */
  async *trackEvents<T>(events: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    const { promise, resolve } = Promise.withResolvers<null>()
    this.#answers.add(promise)
    try {
      yield* events
    } finally {
      this.#answers.delete(promise)
      resolve(null)
    }
  }

  /** When every request that is open now has its answer, good or bad. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#answers)
  }
}
