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
  /** Steps of the history that were made with it: strokes, fills, accepted proposals. */
  readonly gestures: number
}

/** Work with one tool and without a rest. */
export interface WorkStretch extends WorkTime {
  /** ISO 8601, by the clock of the machine that was worked on. */
  readonly startedAt: string
}

export interface ActiveClock {
  /** A pointer or key event with this tool in hand; `atMs` never falls. */
  event(atMs: number, kind: WorkKind): void
  /** A gesture changed pixels: it counts for the tool of the last event. */
  gesture(atMs: number): void
  /** The window lost the focus: nothing counts until the next event. */
  pause(atMs: number): void
  /** The work since the last `take`; it is not counted again. */
  take(atMs: number): WorkStretch[]
  /** All seconds so far, those taken too. */
  totalSeconds(atMs: number): number
}

interface Stretch extends WorkKind {
  readonly startMs: number
  endMs: number
  gestures: number
}

/** `originMs`: the Unix time of the clock's zero. */
export function createActiveClock(originMs: number): ActiveClock {
  let stretches: Stretch[] = []
  let kind: WorkKind | null = null
  let inHand: WorkKind | null = null
  let countedUntilMs = 0
  let activeUntilMs = 0
  let total = 0

  function settle(atMs: number): void {
    const endMs = Math.min(atMs, activeUntilMs)
    if (kind === null || endMs <= countedUntilMs) return
    stretchFrom(countedUntilMs, kind).endMs = endMs
    total += (endMs - countedUntilMs) / 1000
    countedUntilMs = endMs
  }

  /** The one that ends at this moment, or a new one. */
  function stretchFrom(atMs: number, { tool, isAssisted }: WorkKind): Stretch {
    const last = stretches.at(-1)
    if (last?.endMs === atMs && last.tool === tool && last.isAssisted === isAssisted) return last
    const begun = { tool, isAssisted, startMs: atMs, endMs: atMs, gestures: 0 }
    stretches.push(begun)
    return begun
  }

  return {
    event(atMs, next) {
      settle(atMs)
      kind = inHand = next
      countedUntilMs = Math.max(countedUntilMs, atMs)
      activeUntilMs = atMs + IDLE_SECONDS * 1000
    },
    gesture(atMs) {
      settle(atMs)
      if (inHand !== null) stretchFrom(countedUntilMs, inHand).gestures += 1
    },
    pause(atMs) {
      settle(atMs)
      kind = null
      activeUntilMs = Math.min(activeUntilMs, atMs)
    },
    take(atMs) {
      settle(atMs)
      const taken = stretches
      stretches = []
      return taken.map(({ startMs, endMs, ...work }) => ({
        ...work,
        startedAt: new Date(originMs + startMs).toISOString(),
        seconds: Math.round((endMs - startMs) * 1000) / 1_000_000,
      }))
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
  const { tool, isAssisted } = work
  const key = `${tool} ${isAssisted}`
  const before = sums.get(key)
  const seconds = (before?.seconds ?? 0) + work.seconds
  return sums.set(key, {
    tool,
    isAssisted,
    seconds,
    gestures: (before?.gestures ?? 0) + work.gestures,
  })
}
