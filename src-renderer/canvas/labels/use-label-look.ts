// The look of the labels as a person has chosen it: what is kept in the preferences and what holds for this
// editor alone.

import { computed, inject, provide, shallowRef } from 'vue'
import type { ComputedRef, InjectionKey, Ref } from 'vue'
import { VOC_PALETTE } from '../../../src-main/core/labels/classes.ts'
import { paletteOf } from '../../classes/class-palettes.ts'
import type { Palette } from '../../classes/class-palettes.ts'
import { usePreferences } from '../../stores/preferences.ts'
import type { EditorSettings } from '../editor-settings.ts'
import { createLabelLook, outlinesOf } from './label-look.ts'
import type { LabelLook } from './label-look.ts'

/** Over a run's result labels are outlines: filled, they would cover it. */
export function useLabelLook(
  settings: EditorSettings,
  isOverResult: () => boolean,
): ComputedRef<LabelLook> {
  const preferences = usePreferences()
  return computed(() => {
    const choices = {
      palette: paletteOf(preferences.palette),
      style: preferences.labelStyle,
      opacity: preferences.labelOpacity,
      contourPx: preferences.contourPx,
      hasPatterns: preferences.hasPatterns,
      hidden: settings.hidden,
      outlined: settings.outlined,
      strengths: settings.strengths,
    }
    return createLabelLook(isOverResult() ? outlinesOf(choices) : choices)
  })
}

const paletteKey: InjectionKey<Readonly<Ref<Palette>>> = Symbol('display palette')

/** Every swatch below shows the display palette; elsewhere masks are pictures in the colours of VOC. */
export function provideDisplayPalette(): void {
  const preferences = usePreferences()
  provide(
    paletteKey,
    computed(() => paletteOf(preferences.palette)),
  )
}

export function useDisplayPalette(): Readonly<Ref<Palette>> {
  return inject(paletteKey, shallowRef(VOC_PALETTE))
}
