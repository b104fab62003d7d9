// The size of an element as it was last seen: one that is put away keeps its canvases, which take long to come.

import { useElementSize } from '@vueuse/core'
import { shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { Size } from './camera.ts'

/** CSS pixels; empty until the element is laid out. */
export function useKeptSize(
  element: Readonly<Ref<HTMLElement | null>>,
): Readonly<ShallowRef<Size>> {
  const { width, height } = useElementSize(element)
  const size = shallowRef<Size>({ width: 0, height: 0 })
  watch([width, height], ([nextWidth, nextHeight]) => {
    if (nextWidth > 0) size.value = { width: nextWidth, height: nextHeight }
  })
  return size
}
