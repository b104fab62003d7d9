// The peek key (T): hold it to look under the labels, tap it to switch them off or on.

import { useEventListener } from '@vueuse/core'
import { ref } from 'vue'
import type { Ref } from 'vue'
import { keyOfEvent } from '../../actions/keymap.ts'
import { useKeymap } from '../../actions/use-keymap.ts'
import { useIsHere } from '../../page/is-here.ts'
import { isTyping } from '../../page/keys.ts'

const TAP_MS = 250

/** True while labels are shown. */
export function usePeek(): Ref<boolean> {
  const { keymap } = useKeymap()
  const isHere = useIsHere()
  const areShown = ref(true)
  let pressedAt: number | null = null
  let pressedCode = ''
  let before = true

  useEventListener(
    () => (isHere.value ? window : null),
    'keydown',
    (event: KeyboardEvent) => {
      const key = keyOfEvent(event)
      const isPeek = key !== null && (keymap.value.get('peek') ?? []).includes(key)
      if (!isPeek || event.repeat || isTyping(event)) return
      pressedCode = event.code
      before = areShown.value
      pressedAt = event.timeStamp
      areShown.value = false
    },
  )
  function release(isTap: boolean): void {
    if (pressedAt !== null) areShown.value = isTap ? !before : before
    pressedAt = null
  }

  useEventListener(window, 'keyup', ({ code, timeStamp }: KeyboardEvent) => {
    if (code === pressedCode) release(pressedAt !== null && timeStamp - pressedAt < TAP_MS)
  })
  // Another window has the key's release.
  useEventListener(window, 'blur', () => release(false))
  return areShown
}
