// Which photo the panels speak of: the one on the canvas. So they change together with it, and no frame is spent on
// them while it is awaited; where that takes long, they say what is on its way.

import { onUnmounted, shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'
import type { EditedKey } from './image-key.ts'

/** A photo that was read ahead is there before; who holds the key down sees the photos counted. */
const LONG_MS = 100

export function useShownKey(
  key: () => EditedKey,
  opened: Readonly<ShallowRef<EditedKey | null>>,
): Readonly<ShallowRef<EditedKey>> {
  const shown = shallowRef<EditedKey>(key())
  let timer: ReturnType<typeof setTimeout> | undefined

  function stopWaiting(): void {
    clearTimeout(timer)
    timer = undefined
  }

  function show(next: EditedKey): void {
    stopWaiting()
    shown.value = next
  }

  watch(opened, (next) => next !== null && show(next))
  watch(key, (next) => {
    if (opened.value === null) show(next)
    else timer ??= setTimeout(() => show(key()), LONG_MS)
  })
  onUnmounted(stopWaiting)
  return shown
}
