// The filters and the order of each place, as they were left there; a change of the filters is a step that can
// be undone.

import { computed, shallowReactive } from 'vue'
import type { Ref } from 'vue'
import type { Step } from '../stores/steps.ts'
import { NO_FILTERS } from './filters.ts'
import type { FilterStack } from './filters.ts'
import { LIST_ORDER } from './order.ts'
import type { ImageOrder } from './order.ts'

interface View {
  readonly filters: FilterStack
  readonly order: ImageOrder
}

const FIRST_VIEW: View = { filters: NO_FILTERS, order: LIST_ORDER }

export function createViews(place: Readonly<Ref<string>>, addStep: (step: Step) => void) {
  const views = shallowReactive(new Map<string, View>())
  const view = computed(() => views.get(place.value) ?? FIRST_VIEW)

  /** `text` says what was done; equal `mergeKey`s in a row are undone together. */
  function filter(filters: FilterStack, text: string, mergeKey?: string): void {
    const before = view.value
    const after = { ...before, filters }
    const where = place.value
    const show = (wanted: View) => () => void views.set(where, wanted)
    show(after)()
    const key = mergeKey === undefined ? {} : { mergeKey }
    addStep({ text, undo: show(before), redo: show(after), ...key })
  }

  function sort(order: ImageOrder): void {
    views.set(place.value, { ...view.value, order })
  }

  return {
    filters: computed(() => view.value.filters),
    order: computed(() => view.value.order),
    filter,
    sort,
  }
}
