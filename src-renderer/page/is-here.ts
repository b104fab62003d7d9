// Whether a view that is kept while another is shown (App.vue) is on the screen.

import { onActivated, onDeactivated, ref } from 'vue'
import type { Ref } from 'vue'

export function useIsHere(): Readonly<Ref<boolean>> {
  const isHere = ref(true)
  onActivated(() => (isHere.value = true))
  onDeactivated(() => (isHere.value = false))
  return isHere
}
