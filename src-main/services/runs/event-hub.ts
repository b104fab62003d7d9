// Fans the events of runs out to their watchers. Slow watchers lose old progress, never an end or a score.

import type { RunEvent } from '../../contract/runs.ts'

export class EventHub {
  readonly #watchers = new Map<string, Set<EventStream>>()
  readonly #latest = new Map<string, Map<RunEvent['type'], RunEvent>>()

  publish(runId: string, event: RunEvent): void {
    if (event.type === 'phaseStarted' || event.type === 'progress') {
      const latest = this.#latest.get(runId) ?? new Map<RunEvent['type'], RunEvent>()
      if (event.type === 'phaseStarted') latest.clear()
      latest.set(event.type, event)
      this.#latest.set(runId, latest)
    }
    for (const watcher of this.#watchers.get(runId) ?? []) watcher.push(event)
  }

  /** Starts with `first` and the current phase and progress, then everything from now on. */
  watch(runId: string, first: RunEvent): EventStream {
    const watchers = this.#watchers.get(runId) ?? new Set<EventStream>()
    this.#watchers.set(runId, watchers)
    const stream = new EventStream(() => watchers.delete(stream))
    watchers.add(stream)
    stream.push(first)
    for (const event of this.#latest.get(runId)?.values() ?? []) stream.push(event)
    return stream
  }

  /** No more events of this run: watchers drain what they have and end. */
  end(runId: string): void {
    for (const watcher of this.#watchers.get(runId) ?? []) watcher.end()
    this.#watchers.delete(runId)
    this.#latest.delete(runId)
  }

  endAll(): void {
    for (const runId of [...this.#watchers.keys()]) this.end(runId)
  }
}

/** A queue read as an async iterator; `return` ends a pending read at once. */
export class EventStream implements AsyncIterableIterator<RunEvent, undefined> {
  #queue: RunEvent[] = []
  #isEnded = false
  #wake: (() => void) | null = null
  readonly #onClose: () => void

  constructor(onClose: () => void) {
    this.#onClose = onClose
  }

  push(event: RunEvent): void {
    if (this.#isEnded) return
    const last = this.#queue.at(-1)
    if (event.type === 'progress' && last?.type === 'progress') this.#queue.pop()
    this.#queue.push(event)
    this.#wake?.()
  }

  end(): void {
    this.#isEnded = true
    this.#wake?.()
  }

  async next(): Promise<IteratorResult<RunEvent, undefined>> {
    while (this.#queue.length === 0 && !this.#isEnded) {
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
    const event = this.#queue.shift()
    return event === undefined ? { done: true, value: undefined } : { done: false, value: event }
  }

  return(): Promise<IteratorResult<RunEvent, undefined>> {
    this.#queue = []
    this.end()
    this.#onClose()
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}

/** One event, then the end: for runs that nobody works on here. */
export function endedStream(event: RunEvent): EventStream {
  const stream = new EventStream(() => undefined)
  stream.push(event)
  stream.end()
  return stream
}
