// Time a person was at work on a photo: the union of the 20 seconds after each pointer or key event, as far as
// the window had the focus. Never the time between opening and closing.

/** A hand that rests longer than this is not working. */
export const IDLE_SECONDS = 20

/** What a stretch of work was done with. */
export interface WorkKind {
  /** The tool in hand. */
  readonly tool: string
  /** Whether the tool proposes pixels by itself. */
  readonly isAssisted: boolean
}

/** Active seconds with one tool. */
export interface WorkTime extends WorkKind {
  readonly seconds: number
}

export interface ActiveClock {
  /** A pointer or key event with this tool in hand; `atMs` never falls. */
  event(atMs: number, kind: WorkKind): void
  /** The window lost the focus: nothing counts until the next event. */
  pause(atMs: number): void
  /** Seconds since the last `take`, by kind; they are not counted again. */
  take(atMs: number): WorkTime[]
  /** All seconds so far, those taken too. */
  totalSeconds(atMs: number): number
}

export function createActiveClock(): ActiveClock {
  let counted = new Map<string, WorkTime>()
  let kind: WorkKind | null = null
  let countedUntilMs = 0
  let activeUntilMs = 0
  let total = 0

  function settle(atMs: number): void {
    const endMs = Math.min(atMs, activeUntilMs)
    if (kind === null || endMs <= countedUntilMs) return
    const seconds = (endMs - countedUntilMs) / 1000
    countedUntilMs = endMs
    total += seconds
    counted = addWork(counted, { ...kind, seconds })
  }

  return {
    event(atMs, next) {
      settle(atMs)
      kind = next
      countedUntilMs = Math.max(countedUntilMs, atMs)
      activeUntilMs = atMs + IDLE_SECONDS * 1000
    },
    pause(atMs) {
      settle(atMs)
      kind = null
      activeUntilMs = Math.min(activeUntilMs, atMs)
    },
    take(atMs) {
      settle(atMs)
      const taken = [...counted.values()]
      counted = new Map()
      return taken
    },
    totalSeconds(atMs) {
      settle(atMs)
      return total
    },
  }
}

/** One entry a kind, sums of both lists; in order of first appearance. */
export function mergeWork(before: readonly WorkTime[], after: readonly WorkTime[]): WorkTime[] {
  return [...[...before, ...after].reduce(addWork, new Map<string, WorkTime>()).values()]
}

export function totalSeconds(work: readonly WorkTime[]): number {
  return work.reduce((sum, { seconds }) => sum + seconds, 0)
}

/** Middle value, mean of the two middle ones; null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const high = sorted[Math.floor(middle)]
  if (high === undefined) return null
  return Number.isInteger(middle) ? (high + sorted[middle - 1]!) / 2 : high
}

function addWork(sums: Map<string, WorkTime>, work: WorkTime): Map<string, WorkTime> {
  const key = `${work.tool} ${work.isAssisted}`
  return sums.set(key, { ...work, seconds: (sums.get(key)?.seconds ?? 0) + work.seconds })
}
