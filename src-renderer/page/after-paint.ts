// What may wait for the picture: the canvas answers a hand or a key in the next frame, the panels around it in the
// one after that.

import { onUnmounted, shallowRef, watch } from 'vue'
import type { ShallowRef } from 'vue'

/** Runs `work` when the next frame was painted. */
export function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work))
}

/** Follows `source`, a frame later. */
export function useAfterPaint<T>(source: () => T): Readonly<ShallowRef<T>> {
  const shown = shallowRef(source())
  let isHere = true
  watch(source, () =>
    afterPaint(() => {
      if (isHere) shown.value = source()
    }),
  )
  onUnmounted(() => (isHere = false))
  return shown
}
