// Counts what is being answered, so that the program can end when it is done. Ending while sharp's threads
// work on a picture can hang the program in its last moment, and a save must not be cut off.

export interface InFlight {
  readonly isDraining: boolean
  /** Passes the work on; it is waited for. */
  follow<T>(work: Promise<T>): Promise<T>
  /** From now on nothing new should begin; resolves when nothing is left. */
  drain(): Promise<void>
}

export function trackInFlight(): InFlight {
  const pending = new Set<Promise<unknown>>()
  let isDraining = false
  return {
    get isDraining() {
      return isDraining
    },
    follow(work) {
      const followed = work.finally(() => pending.delete(followed))
      pending.add(followed)
      return followed
    },
    async drain() {
      isDraining = true
      while (pending.size > 0) await Promise.allSettled(pending)
    },
  }
}
