// Views that a person gave a name: filters and order, kept in this browser or window.

import { useLocalStorage } from '@vueuse/core'
import type { Ref } from 'vue'
import type { FilterStack } from './filters.ts'
import type { ImageOrder } from './order.ts'

export interface SavedView {
  readonly name: string
  readonly filters: FilterStack
  readonly order: ImageOrder
}

export function useSavedViews() {
  const all: Ref<readonly SavedView[]> = useLocalStorage<readonly SavedView[]>(
    'pss-studio.views',
    [],
  )
  const others = (name: string): SavedView[] => all.value.filter((view) => view.name !== name)
  return {
    all,
    /** In the place of one of the same name; by name. */
    save(view: SavedView): void {
      all.value = [...others(view.name), view].sort((a, b) => a.name.localeCompare(b.name))
    },
    remove(name: string): void {
      all.value = others(name)
    },
  }
}
