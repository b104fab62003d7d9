// The key that makes labels weaker (O): tap it, or hold it and turn the wheel for any opacity.

import { useEventListener } from '@vueuse/core'
import { keyOfEvent } from '../../actions/keymap.ts'
import { useKeymap } from '../../actions/use-keymap.ts'
import { useIsHere } from '../../page/is-here.ts'
import { isTyping } from '../../page/keys.ts'
import { usePreferences } from '../../stores/preferences.ts'

export interface OpacityKey {
  /** Each turn is a twentieth, up for a number above 0. False while the key is not held. */
  turn(turns: number): boolean
}

const STEP = 0.05

export function useOpacityKey(tap: () => void): OpacityKey {
  const { keymap } = useKeymap()
  const preferences = usePreferences()
  const isHere = useIsHere()
  let heldCode: string | null = null
  let hasTurned = false

  useEventListener(
    () => (isHere.value ? window : null),
    'keydown',
    (event: KeyboardEvent) => {
      const key = keyOfEvent(event)
      const isOurs = key !== null && keymap.value.get('lessOpaque')?.includes(key) === true
      if (!isOurs || event.repeat || isTyping(event)) return
      heldCode = event.code
      hasTurned = false
    },
  )
  useEventListener(window, 'keyup', (event: KeyboardEvent) => {
    if (event.code !== heldCode) return
    heldCode = null
    if (!hasTurned) tap()
  })
  useEventListener(window, 'blur', () => (heldCode = null))

  return {
    turn(turns) {
      if (heldCode === null) return false
      hasTurned = true
      const next = preferences.labelOpacity + turns * STEP
      preferences.labelOpacity = Math.max(0, Math.min(1, Math.round(next * 100) / 100))
      return true
    },
  }
}
