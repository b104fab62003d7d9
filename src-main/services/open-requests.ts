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

  /** When every request that is open now has its answer, good or bad. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#answers)
  }
}
