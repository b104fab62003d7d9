// What a wheel event means: a mouse wheel zooms, two fingers on a trackpad pan, a pinch zooms. Browsers do not
// say which device it was, so that it is told by the numbers, once for each turn of the hand; a person may
// choose instead.

export const WHEEL_CHOICES = ['detect', 'zoom', 'pan'] as const
export type WheelChoice = (typeof WHEEL_CHOICES)[number]

type WheelNumbers = Pick<
  WheelEvent,
  'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'timeStamp'
>

/** Events closer than this belong to one turn: inertia must not change its meaning. */
const TURN_MS = 300
/** Wheels turn in steps of about a hundred pixels; trackpads begin with small ones. */
const SMALLEST_STEP_PX = 40

export interface WheelReader {
  /** A pinch arrives as a wheel with Ctrl, and always zooms. */
  intentOf(event: WheelNumbers, choice: WheelChoice): 'zoom' | 'pan'
}

export function createWheelReader(): WheelReader {
  let lastAt = -Infinity
  let isTrackpad = false
  return {
    intentOf(event, choice) {
      if (event.timeStamp - lastAt > TURN_MS) isTrackpad = looksLikeTrackpad(event)
      lastAt = event.timeStamp
      if (event.ctrlKey || event.metaKey) return 'zoom'
      if (choice !== 'detect') return choice
      return isTrackpad ? 'pan' : 'zoom'
    },
  }
}

function looksLikeTrackpad({ deltaX, deltaY, deltaMode }: WheelNumbers): boolean {
  if (deltaMode !== 0) return false
  if (deltaX !== 0 && deltaY !== 0) return true
  const delta = Math.abs(deltaX + deltaY)
  return delta > 0 && delta < SMALLEST_STEP_PX
}
