// How images are being looked at: the place (one user or all), its filters and order, the selection, the image
// last at hand, and the list that the editor walks along.

import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { NO_SCORES, filterImages, filterOf } from '../browse/filters.ts'
import type { ResultReference, ScoreByKey } from '../browse/filters.ts'
import { countFacets } from '../browse/facets.ts'
import { idOf } from '../browse/image.ts'
import type { BrowsedImage, ImageId } from '../browse/image.ts'
import { orderImages } from '../browse/order.ts'
import { NOTHING_SELECTED } from '../browse/selection.ts'
import type { Selection } from '../browse/selection.ts'
import { createViews } from '../browse/views.ts'
import { createWalk } from '../browse/walk.ts'
import { useLibrary } from './library.ts'
import { useResults } from './results.ts'
import { useRuns } from './runs.ts'
import { useSteps } from './steps.ts'

/** The place where the images of all users are. */
export const ALL_USERS = ''

export const useBrowsing = defineStore('browsing', () => {
  const library = useLibrary()
  const steps = useSteps()
  /** A user's id, or ALL_USERS. */
  const place = ref<string>(ALL_USERS)
  const currentKeys = shallowReactive(new Map<string, ImageId>())
  const isStatisticsOpen = ref(false)
  const selection = shallowRef<Selection>(NOTHING_SELECTED)
  const views = createViews(place, steps.add)
  const walk = createWalk({ imagesOf: imagesAt, imageOf: (key) => library.imageByKey.get(key) })

  const images = computed(() => imagesAt(place.value))
  const result = computed(() => filterOf(views.filters.value, 'result')?.result)
  const scores = useScores(result)
  const filtered = computed(() => filterImages(images.value, views.filters.value, scores.value))
  const shown = computed(() => orderImages(filtered.value, views.order.value, scores.value))
  const facets = computed(() => countFacets(images.value, views.filters.value, scores.value))
  const selected = computed(() => shown.value.filter((image) => selection.value.keys.has(idOf(image)))) // prettier-ignore

  function imagesAt(where: string): readonly BrowsedImage[] {
    if (where !== ALL_USERS) return library.imagesOf.get(where) ?? []
    return library.users.flatMap(({ id }) => library.imagesOf.get(id) ?? [])
  }

  /** Goes to a place; its filters are as they were left, the selection is not. */
  function enter(where: string): void {
    if (where === place.value) return
    place.value = where
    selection.value = NOTHING_SELECTED
    steps.clear()
  }

  function setCurrent(image: { readonly user: string; readonly name: string }): void {
    currentKeys.set(image.user, idOf(image))
    currentKeys.set(ALL_USERS, idOf(image))
  }

  const currentKey = computed(() => currentKeys.get(place.value))
  return { place, ...views, ...walk, images, result, scores, shown, facets, selection, selected, isStatisticsOpen, enter, currentKey, setCurrent } // prettier-ignore
})

/** The scores of a result by image, none while they are on their way. */
function useScores(result: Readonly<Ref<ResultReference | undefined>>): ComputedRef<ScoreByKey> {
  const results = useResults()
  const runs = useRuns()
  watch(result, (wanted) => wanted && void results.loadScores(wanted), { immediate: true }) // prettier-ignore
  return computed<ScoreByKey>(() => {
    const fetched = result.value && results.scoresOf(result.value)
    const user = runs.runs.find((run) => run.id === result.value?.runId)?.config.user
    if (fetched?.state !== 'ready' || user === undefined) return NO_SCORES
    return new Map(fetched.value.map((score) => [idOf({ user, name: score.name }), score]))
  })
}
