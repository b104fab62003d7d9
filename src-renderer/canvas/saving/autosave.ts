// Saves when the hand rests, and again later when that failed. What no journal keeps is saved whether it rests or not.

export interface Autosave {
  /** Something changed. With a journal the time of rest begins anew; without one what is due stays due. */
  touch(): void
  /** Saves now, as when the window is left. */
  hurry(): void
  stop(): void
}

const REST_MS = 5_000
/** Work that is nowhere else is lost with the page: no more of it than this. */
const UNKEPT_MS = 1_000
const LONGEST_WAIT_MS = 60_000

export interface AutosavePorts {
  /** A journal has each change already. */
  readonly hasJournal: boolean
  /** Tells whether there is nothing left to save. */
  save(): Promise<boolean>
}

export function createAutosave({ hasJournal, save }: AutosavePorts): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDue = false
  let failures = 0
  let isStopped = false

  function arm(delayMs: number): void {
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(() => void run(), delayMs)
  }

  async function run(): Promise<void> {
    clearTimeout(timer)
    isDue = false
    const isDone = await save()
    if (isDone) failures = 0
    else arm(Math.min(LONGEST_WAIT_MS, REST_MS * 2 ** failures++))
  }

  return {
    touch() {
      if (hasJournal) return arm(REST_MS)
      if (isDue) return
      isDue = true
      arm(UNKEPT_MS)
    },
    hurry: () => void run(),
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
