// What a person chose about the look and the tools. Kept in this browser or window, never in the root.

import { toRefs, useLocalStorage, usePreferredDark } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed } from 'vue'
import { preferredLocale } from '../i18n.ts'
import type { LocaleName } from '../i18n.ts'

export type ThemeChoice = 'system' | 'light' | 'dark'

export interface Preferences {
  theme: ThemeChoice
  locale: LocaleName
  /** Width of a thumbnail in the library, CSS pixels. */
  thumbnailWidthPx: number
  /** 0..1 */
  labelOpacity: number
  /** Labels are drawn as outlines, so that the photo inside stays in sight. */
  isContourOnly: boolean
  brushRadius: number
  eraserRadius: number
  brushTip: 'round' | 'square'
  /** A pen's pressure makes the tip smaller. */
  isPressureSize: boolean
  keepZoom: boolean
  /** CIELAB units. */
  wandTolerance: number
  isWandContiguous: boolean
  /** 0 fine, 1 middle, 2 coarse superpixels. */
  cellLevel: number
  /** 0..255 */
  edgeThreshold: number
  /** Image pixels. */
  bandPx: number
}

function defaults(): Preferences {
  return {
    theme: 'system',
    locale: preferredLocale(navigator.languages),
    thumbnailWidthPx: 168,
    labelOpacity: 0.6,
    isContourOnly: false,
    brushRadius: 12,
    eraserRadius: 12,
    brushTip: 'round',
    isPressureSize: false,
    keepZoom: false,
    wandTolerance: 12,
    isWandContiguous: true,
    cellLevel: 1,
    edgeThreshold: 24,
    bandPx: 8,
  }
}

export const usePreferences = defineStore('preferences', () => {
  const stored = useLocalStorage<Preferences>('pss-studio.preferences', defaults(), {
    mergeDefaults: true,
  })
  const prefersDark = usePreferredDark()
  const isDark = computed(() =>
    stored.value.theme === 'system' ? prefersDark.value : stored.value.theme === 'dark',
  )
  return { ...toRefs<Preferences>(stored), isDark }
})
