// Whether a touch is the palm of the hand that holds the pen: it is while the pen is on the glass or near it, and for
// half a second after.

export interface PalmGuard {
  /** Told of everything that a pen does; others are passed over. */
  see(event: PenEvent): void
  isPalm(event: Pick<PointerEvent, 'timeStamp'>): boolean
}

type PenEvent = Pick<PointerEvent, 'pointerType' | 'buttons' | 'timeStamp'>

const NEAR_MS = 500

export function createPalmGuard(): PalmGuard {
  let lastAt = -Infinity
  let isDown = false
  return {
    see({ pointerType, buttons, timeStamp }) {
      if (pointerType !== 'pen') return
      lastAt = timeStamp
      isDown = buttons !== 0
    },
    isPalm: ({ timeStamp }) => isDown || timeStamp - lastAt < NEAR_MS,
  }
}
