// The active time on one photo, on its way to the photo's record: sent with each save and kept when a save fails.

import { createActiveClock, mergeWork } from '../../src-main/core/active-time.ts'
import type { WorkKind, WorkTime } from '../../src-main/core/active-time.ts'

export interface WorkLog {
  /** The hand moved. */
  note(kind: WorkKind): void
  /** The window lost the focus. */
  pause(): void
  /** Sends what was not sent yet; all of it is kept when sending fails. */
  deliver<T>(send: (work: WorkTime[]) => Promise<T>): Promise<T>
  /** Active seconds since the photo was opened. */
  seconds(): number
}

/** `now`: milliseconds that never fall. */
export function createWorkLog(now: () => number = () => performance.now()): WorkLog {
  const clock = createActiveClock()
  let kept: WorkTime[] = []
  return {
    note: (kind) => clock.event(now(), kind),
    pause: () => clock.pause(now()),
    async deliver(send) {
      const work = mergeWork(kept, clock.take(now()))
      kept = []
      try {
        return await send(work)
      } catch (error) {
        kept = mergeWork(work, kept)
        throw error
      }
    },
    seconds: () => clock.totalSeconds(now()),
  }
}
