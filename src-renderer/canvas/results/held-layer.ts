// Hold a key to see the prediction (D), the entropy (N) or the difference (Shift + D) under the labels' outlines.

import { useEventListener } from '@vueuse/core'
import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import { keyOfEvent } from '../../actions/keymap.ts'
import { useKeymap } from '../../actions/use-keymap.ts'
import { useIsHere } from '../../page/is-here.ts'
import { isTyping } from '../../page/keys.ts'

export const HELD_LAYERS = ['prediction', 'entropy', 'difference'] as const
export type HeldLayer = (typeof HELD_LAYERS)[number]

/** Null while no layer is shown. */
export function useHeldLayer(): Ref<HeldLayer | null> {
  const { keymap } = useKeymap()
  const isHere = useIsHere()
  const held = ref<HeldLayer | null>(null)
  let heldCode: string | null = null

  function release(): void {
    if (heldCode !== null) held.value = null
    heldCode = null
  }

  useEventListener(
    () => (isHere.value ? window : null),
    'keydown',
    (event: KeyboardEvent) => {
      const key = keyOfEvent(event)
      if (key === null || event.repeat || isTyping(event)) return
      const layer = HELD_LAYERS.find((each) => keymap.value.get(each)?.includes(key) === true)
      if (layer === undefined) return
      held.value = layer
      heldCode = event.code
    },
  )
  useEventListener(window, 'keyup', (event: KeyboardEvent) => {
    if (event.code === heldCode) release()
  })
  useEventListener(window, 'blur', release)
  watch(isHere, () => (held.value = null))
  return held
}
