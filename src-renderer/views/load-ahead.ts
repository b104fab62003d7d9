// Work for a view that is likely to be opened next, once the one on the screen is there.

import { onMounted, onUnmounted } from 'vue'

/** `start` runs some time after the component is mounted, unless it is gone by then. */
export function useAhead(patienceMs: number, start: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  onMounted(() => {
    timer = setTimeout(start, patienceMs)
  })
  onUnmounted(() => clearTimeout(timer))
}

/** When a view cannot be loaded now, opening it tries again and says so. */
export function loadAhead(load: () => Promise<unknown>): void {
  void load().catch(() => undefined)
}
