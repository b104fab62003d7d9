// A graphics process that dies takes the pixels of every canvas with it: a driver that restarts, a laptop that changes
// its graphics card. The browser gives the canvases back empty, one after another; what was on them is drawn anew.

import { useEventListener } from '@vueuse/core'
import { ref } from 'vue'
import type { Ref } from 'vue'

/** How many canvases inside the element came back so far. */
export function useRestoredCanvases(
  container: Readonly<Ref<HTMLElement | null>>,
): Readonly<Ref<number>> {
  const count = ref(0)
  useEventListener(container, 'contextrestored', () => (count.value += 1), { capture: true })
  return count
}
