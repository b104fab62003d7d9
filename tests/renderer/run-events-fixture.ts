// The events of a run in the studio fixture.

import type { RunEvent } from '../../src-main/contract/runs.ts'

export async function* watchEvents(
  watchers: Set<(event: RunEvent) => void>,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunEvent> {
  const queue: RunEvent[] = []
  let wake = (): void => undefined
  const receive = (event: RunEvent): void => {
    queue.push(event)
    wake()
  }
  watchers.add(receive)
  signal?.addEventListener('abort', () => wake())
  try {
    while (signal?.aborted !== true) {
      const event = queue.shift()
      if (event === undefined) await new Promise<void>((resolve) => (wake = resolve))
      else yield event
    }
  } finally {
    watchers.delete(receive)
  }
}
