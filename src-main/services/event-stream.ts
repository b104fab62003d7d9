// Events for one watcher: a queue read as an async iterator; `return` ends a pending read at once.

export interface EventStreamOptions<Event> {
  /** The watcher reads no more. */
  readonly onClose: () => void
  /** Whether the last event that waits to be read says nothing any more beside the next one. */
  readonly isOutdated: (last: Event, next: Event) => boolean
}

export class EventStream<Event> implements AsyncIterableIterator<Event, undefined> {
  #queue: Event[] = []
  #isEnded = false
  #wake: (() => void) | null = null
  readonly #options: EventStreamOptions<Event>

  constructor(options: EventStreamOptions<Event>) {
    this.#options = options
  }

  push(event: Event): void {
    if (this.#isEnded) return
    const last = this.#queue.at(-1)
    if (last !== undefined && this.#options.isOutdated(last, event)) this.#queue.pop()
    this.#queue.push(event)
    this.#wake?.()
  }

  /** What is in the queue can still be read. */
  end(): void {
    this.#isEnded = true
    this.#wake?.()
  }

  async next(): Promise<IteratorResult<Event, undefined>> {
    while (this.#queue.length === 0 && !this.#isEnded) {
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
    const event = this.#queue.shift()
    return event === undefined ? { done: true, value: undefined } : { done: false, value: event }
  }

  return(): Promise<IteratorResult<Event, undefined>> {
    this.#queue = []
    this.end()
    this.#options.onClose()
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}
