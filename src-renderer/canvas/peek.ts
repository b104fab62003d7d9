// The T key: hold it to look under the labels, tap it to switch them off or on.

import { useEventListener } from '@vueuse/core'
import { ref } from 'vue'
import type { Ref } from 'vue'
import { isTyping } from '../keys.ts'

const TAP_MS = 250

/** True while labels are shown. */
export function usePeek(): Ref<boolean> {
  const areShown = ref(true)
  let pressedAt: number | null = null
  let before = true

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.code !== 'KeyT' || event.repeat || event.ctrlKey || event.metaKey || isTyping(event))
      return
    before = areShown.value
    pressedAt = event.timeStamp
    areShown.value = false
  })
  useEventListener(window, 'keyup', (event: KeyboardEvent) => {
    if (event.code !== 'KeyT' || pressedAt === null) return
    const isTap = event.timeStamp - pressedAt < TAP_MS
    areShown.value = isTap ? !before : before
    pressedAt = null
  })
  return areShown
}
