// Keeps what was used last, so many at most.

export class LastUsed<T> {
  readonly #kept = new Map<string, T>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  get(name: string): T | undefined {
    const value = this.#kept.get(name)
    if (value !== undefined) this.keep(name, value)
    return value
  }

  keep(name: string, value: T): T {
    this.#kept.delete(name)
    this.#kept.set(name, value)
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break
      this.#kept.delete(oldest)
    }
    return value
  }
}
