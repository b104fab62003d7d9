// Fans the events of runs out to their watchers. Slow watchers lose old progress, never an end or a score.

import type { RunEvent } from '../../contract/runs.ts'
import { EventStream } from '../event-stream.ts'

export type RunEventStream = EventStream<RunEvent>

export class EventHub {
  readonly #watchers = new Map<string, Set<RunEventStream>>()
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
  watch(runId: string, first: RunEvent): RunEventStream {
    const watchers = this.#watchers.get(runId) ?? new Set<RunEventStream>()
    this.#watchers.set(runId, watchers)
    const stream: RunEventStream = createStream(() => watchers.delete(stream))
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

function createStream(onClose: () => void): RunEventStream {
  const isOutdated = (last: RunEvent, next: RunEvent): boolean =>
    next.type === 'progress' && last.type === 'progress'
  return new EventStream({ onClose, isOutdated })
}

/** One event, then the end: for runs that nobody works on here. */
export function endedStream(event: RunEvent): RunEventStream {
  const stream = createStream(() => undefined)
  stream.push(event)
  stream.end()
  return stream
}
