// Events in the studio fixture, until the window withdraws.

export async function* watchEvents<Event>(
  watchers: Set<(event: Event) => void>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event> {
  const queue: Event[] = []
  let wake = (): void => undefined
  const receive = (event: Event): void => {
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
