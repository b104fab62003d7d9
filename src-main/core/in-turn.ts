// Runs work that concerns the same thing one after the other, and other work beside it.

export type InTurn = <R>(key: string, work: () => Promise<R>) => Promise<R>

/** Failed work does not hold up what waits behind it. */
export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const previous = last.get(key) ?? Promise.resolve()
    const next = previous.then(work, work)
    last.set(key, next)
    try {
      return await next
    } finally {
      if (last.get(key) === next) last.delete(key)
    }
  }
}
