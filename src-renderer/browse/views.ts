// The filters and the order of each place, as they were left there; a change of the filters is a step that can
// be undone.

import { computed, shallowReactive } from 'vue'
import type { Ref } from 'vue'
import type { Step } from '../stores/steps.ts'
import { NO_FILTERS } from './filters.ts'
import type { FilterStack } from './filters.ts'
import { LIST_ORDER } from './order.ts'
import type { ImageOrder } from './order.ts'

export interface View {
  readonly filters: FilterStack
  readonly order: ImageOrder
}

const FIRST_VIEW: View = { filters: NO_FILTERS, order: LIST_ORDER }

export function createViews(place: Readonly<Ref<string>>, addStep: (step: Step) => void) {
  const views = shallowReactive(new Map<string, View>())
  const view = computed(() => views.get(place.value) ?? FIRST_VIEW)

  /** `text` says what was done; equal `mergeKey`s in a row are undone together. */
  function filter(filters: FilterStack, text: string, mergeKey?: string): void {
    const key = mergeKey === undefined ? {} : { mergeKey }
    addStep({ text, ...key, ...taken({ filters }, { filters: view.value.filters }) })
  }

  /** Filters and order, as one step. */
  function show({ filters, order }: View, text: string): void {
    addStep({ text, ...taken({ filters, order }, view.value) })
  }

  /** What a step does not name stays as it is by then. */
  function taken(next: Partial<View>, before: Partial<View>): Pick<Step, 'undo' | 'redo'> {
    const where = place.value
    const put = (part: Partial<View>): void =>
      void views.set(where, { ...(views.get(where) ?? FIRST_VIEW), ...part })
    put(next)
    return { undo: () => put(before), redo: () => put(next) }
  }

  function sort(order: ImageOrder): void {
    views.set(place.value, { ...view.value, order })
  }

  return {
    filters: computed(() => view.value.filters),
    order: computed(() => view.value.order),
    filter,
    show,
    sort,
  }
}
