// Who labels here. Asked once, when a name is first needed, and kept with the preferences.

import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { usePreferences } from './preferences.ts'

export const useAnnotator = defineStore('annotator', () => {
  const preferences = usePreferences()
  const isAsking = ref(false)
  let settle: ((name: string | null) => void) | null = null
  const name = computed(() => preferences.annotator.trim() || null)

  /** Null when the person would rather not say. */
  function ask(): Promise<string | null> {
    settle?.(null)
    isAsking.value = true
    return new Promise((resolve) => (settle = resolve))
  }

  function answer(given: string | null): void {
    const trimmed = given?.trim() ?? ''
    if (trimmed !== '') preferences.annotator = trimmed
    isAsking.value = false
    settle?.(trimmed === '' ? null : trimmed)
    settle = null
  }

  return {
    name,
    isAsking,
    ask,
    answer,
    /** The known name, or the answer to the question. */
    require: (): Promise<string | null> =>
      name.value === null ? ask() : Promise.resolve(name.value),
  }
})
