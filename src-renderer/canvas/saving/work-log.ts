// The active time on one photo, on its way to the photo's record: sent with each save and kept when a save fails.

import { createActiveClock } from '../../../src-main/core/labels/active-time.ts'
import type { WorkKind, WorkStretch } from '../../../src-main/core/labels/active-time.ts'

export interface WorkLog {
  /** The hand moved. */
  note(kind: WorkKind): void
  /** A gesture changed pixels, made with what the hand moved last. */
  gesture(): void
  /** The window lost the focus. */
  pause(): void
  /** Sends what was not sent yet; all of it is kept when sending fails. */
  deliver<T>(send: (work: WorkStretch[]) => Promise<T>): Promise<T>
  /** Active seconds since the photo was opened. */
  seconds(): number
}

/** `now`: milliseconds that never fall, since the Unix time `originMs`. */
export function createWorkLog(
  now: () => number = () => performance.now(),
  originMs = performance.timeOrigin,
): WorkLog {
  const clock = createActiveClock(originMs)
  let kept: WorkStretch[] = []
  return {
    note: (kind) => clock.event(now(), kind),
    gesture: () => clock.gesture(now()),
    pause: () => clock.pause(now()),
    async deliver(send) {
      const work = [...kept, ...clock.take(now())]
      kept = []
      try {
        return await send(work)
      } catch (error) {
        kept = [...work, ...kept]
        throw error
      }
    },
    seconds: () => clock.totalSeconds(now()),
  }
}
