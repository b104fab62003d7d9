// Saves when the hand rests, and again later when that failed.

export interface Autosave {
  /** Something changed: the time of rest begins anew. */
  touch(): void
  /** Saves now, as when the window is left. */
  hurry(): void
  stop(): void
}

const REST_MS = 5_000
const LONGEST_WAIT_MS = 60_000

/** `save` tells whether there is nothing left to save. */
export function createAutosave(save: () => Promise<boolean>): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let isStopped = false

  function arm(delayMs: number): void {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void run(), delayMs)
  }

  async function run(): Promise<void> {
    clearTimeout(timer)
    const isDone = await save()
    if (isDone) failures = 0
    else arm(Math.min(LONGEST_WAIT_MS, REST_MS * 2 ** failures++))
  }

  return {
    touch: () => arm(REST_MS),
    hurry: () => void run(),
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
