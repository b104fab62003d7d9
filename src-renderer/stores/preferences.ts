// What a person chose about the look and the tools. Kept in this browser or window, never in the root.

import { toRefs, useLocalStorage, usePreferredDark } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { KeyChanges, KeyPreset } from '../actions/key-presets.ts'
import type { LabelStyle } from '../canvas/labels/label-look.ts'
import type { WheelChoice } from '../canvas/camera/wheel-intent.ts'
import type { PaletteName } from '../classes/class-palettes.ts'
import { preferredLocale } from '../i18n.ts'
import type { LocaleName } from '../i18n.ts'

export type ThemeChoice = 'system' | 'light' | 'dark'

export interface Preferences {
  theme: ThemeChoice
  /** Who labels here, as records name the person; empty until asked. */
  annotator: string
  locale: LocaleName
  /** Width of a thumbnail in the library, CSS pixels. */
  thumbnailWidthPx: number
  /** Thumbnails are made of photos that are looked at alone. */
  isThumbnailPassPaused: boolean
  /** 0..1 */
  labelOpacity: number
  labelStyle: LabelStyle
  /** Width of an outline, screen pixels. */
  contourPx: number
  /** The colours on the screen; masks are saved in those of VOC. */
  palette: PaletteName
  /** Classes are told by patterns beside their colours. */
  hasPatterns: boolean
  /** At the top of the class list, in this order. */
  pinnedClasses: readonly number[]
  brushRadius: number
  eraserRadius: number
  unlabelRadius: number
  brushTip: 'round' | 'square'
  /** A pen's pressure makes the tip smaller. */
  isPressureSize: boolean
  /** Sizes of tips are in pixels of the screen: zooming changes what they cover. */
  isScreenSize: boolean
  keepZoom: boolean
  hasNavigator: boolean
  /** The next photo that is not annotated is one of the validation split while there is any. */
  isValidationFirst: boolean
  /** Lines through the pointer across the stage. */
  hasCrosshair: boolean
  /** What the wheel does over the photo. */
  wheel: WheelChoice
  keyPreset: KeyPreset
  /** What differs from the preset. */
  keyChanges: KeyChanges
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
    annotator: '',
    locale: preferredLocale(navigator.languages),
    thumbnailWidthPx: 168,
    isThumbnailPassPaused: false,
    labelOpacity: 0.6,
    labelStyle: 'fill',
    contourPx: 1.5,
    palette: 'voc',
    hasPatterns: false,
    pinnedClasses: [],
    brushRadius: 12,
    eraserRadius: 12,
    unlabelRadius: 12,
    brushTip: 'round',
    isPressureSize: false,
    isScreenSize: false,
    keepZoom: false,
    hasNavigator: false,
    isValidationFirst: true,
    hasCrosshair: false,
    wheel: 'detect',
    keyPreset: 'studio',
    keyChanges: {},
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
  return { ...toRefs<Preferences>(stored, { replaceRef: false }), isDark }
})
