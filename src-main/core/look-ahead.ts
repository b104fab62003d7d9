// Work that is begun before its result is needed: in order, and never more than so many at a time, so that
// what waits to be taken has a bound.

import { invariant } from './errors.ts'

export interface LookAheadOptions<T> {
  /** Positions first, first + 1, ..., last; none when `last` is smaller. */
  readonly first: number
  readonly last: number
  /** How many are begun and not yet taken; at least 1. */
  readonly depth: number
  /** Called once for each position, in order. */
  readonly begin: (position: number) => Promise<T>
}

export class LookAhead<T> {
  readonly #options: LookAheadOptions<T>
  readonly #begun: Promise<T>[] = []
  #next: number

  constructor(options: LookAheadOptions<T>) {
    invariant(options.depth >= 1, `look-ahead: a depth of at least 1, got ${options.depth}`)
    this.#options = options
    this.#next = options.first
    this.#fill()
  }

  /** The next result in order, with a further one begun; throws what its work threw. */
  async take(): Promise<T> {
    const oldest = this.#begun.shift()
    invariant(oldest !== undefined, 'look-ahead: everything was taken')
    const result = await oldest
    this.#fill()
    return result
  }

  /** Resolves when nothing that was begun is still under way; what failed untaken is nobody's. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#begun)
  }

  #fill(): void {
    const { last, depth, begin } = this.#options
    while (this.#begun.length < depth && this.#next <= last) {
      const work = begin(this.#next++)
      // It is reported by `take`, at its turn.
      work.catch(() => undefined)
      this.#begun.push(work)
    }
  }
}
