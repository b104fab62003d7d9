import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { nextTick, watchEffect } from 'vue'
import { usePreferences } from '../../src-renderer/stores/preferences.ts'

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})

test('a change wakes those who read what was changed, and nobody else', async () => {
  const preferences = usePreferences()
  const read: unknown[] = []
  watchEffect(() => read.push(preferences.locale, preferences.isDark))
  const opacities: number[] = []
  watchEffect(() => opacities.push(preferences.labelOpacity))
  const count = read.length
  preferences.labelOpacity = 0.3
  await nextTick()
  expect(opacities).toEqual([0.6, 0.3])
  expect(read).toHaveLength(count)
})

test('what was chosen is there in the next window, beside what has a default', async () => {
  usePreferences().brushRadius = 40
  await nextTick()
  setActivePinia(createPinia())
  expect(usePreferences()).toMatchObject({ brushRadius: 40, eraserRadius: 12 })
})
