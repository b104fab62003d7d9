// One watcher for each unfinished run: it reads the run's events until they end or it is stopped.

import type { RunEvent } from '../../src-main/contract/runs.ts'
import type { StudioClient } from '../api.ts'

export interface RunWatchers {
  /** Begins to watch, unless the run is watched already. */
  follow(runId: string): void
  stopAll(): void
}

export interface RunListener {
  received(runId: string, event: RunEvent): void
  /** The events have ended by themselves: the run has ended or nobody works on it. */
  ended(runId: string): Promise<void>
  failed(runId: string, error: unknown): void
}

export function createRunWatchers(client: StudioClient, listener: RunListener): RunWatchers {
  const watching = new Map<string, AbortController>()

  async function listen(runId: string, signal: AbortSignal): Promise<void> {
    try {
      for await (const event of await client.runs.watch({ runId }, { signal })) {
        listener.received(runId, event)
      }
      if (!signal.aborted) await listener.ended(runId)
    } catch (error) {
      if (!signal.aborted) listener.failed(runId, error)
    }
  }

  return {
    follow(runId) {
      if (watching.has(runId)) return
      const stop = new AbortController()
      watching.set(runId, stop)
      void listen(runId, stop.signal).finally(() => watching.delete(runId))
    },
    stopAll() {
      for (const stop of watching.values()) stop.abort()
    },
  }
}
