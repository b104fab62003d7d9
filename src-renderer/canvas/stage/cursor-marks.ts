// What shows where the pointer is and what it would do: the tip, the crosshair, the minus beside it, and the system's
// own pointer, which gives way to them.

import { useKeyModifier } from '@vueuse/core'
import { computed } from 'vue'
import type { Ref } from 'vue'
import { usePreferences } from '../../stores/preferences.ts'
import { onPixelCentre } from '../camera/camera.ts'
import type { Camera } from '../camera/camera.ts'
import type { EditorSettings } from '../editor-settings.ts'
import { roundRadius, tipRadius, tipSizeKey } from '../painting/brush-size.ts'
import { canSubtract, isSubtracting } from '../tools/subtracting.ts'
import type { ToolInHand } from '../tools/tool-in-hand.ts'
import type { StagePointer } from './stage-pointer.ts'

export interface Tip {
  /** In image pixels; 0 of a tool without a tip. */
  readonly radius: Readonly<Ref<number>>
  readonly isInHand: Readonly<Ref<boolean>>
  /** In image pixels; null of a tool without a tip. */
  radiusInHand(): number | null
  /** In image pixels. */
  setRadius(next: number): void
}

export function useTip(settings: EditorSettings, camera: Readonly<Ref<Camera>>): Tip {
  const preferences = usePreferences()
  const sizeKey = computed(() => tipSizeKey(settings.toolId))
  const sizeScale = computed(() => (preferences.isScreenSize ? camera.value.scale : 1))
  const radius = computed(() =>
    sizeKey.value === null ? 0 : tipRadius(preferences[sizeKey.value], sizeScale.value),
  )
  const isInHand = computed(() => sizeKey.value !== null)
  return {
    radius,
    isInHand,
    radiusInHand: () => (isInHand.value ? radius.value : null),
    setRadius(next) {
      if (sizeKey.value !== null) preferences[sizeKey.value] = roundRadius(next * sizeScale.value)
    },
  }
}

interface Marked {
  readonly settings: EditorSettings
  readonly pointer: Pick<StagePointer, 'cursor' | 'isSpaceHeld' | 'isPanning'>
  readonly camera: Readonly<Ref<Camera>>
  /** The camera on whole device pixels. */
  readonly drawn: Readonly<Ref<Camera>>
  readonly tip: Tip
  readonly tool: ToolInHand['tool']
  /** The next press says a place. */
  isPlacing(): boolean
}

export function useCursorMarks(marked: Marked) {
  const { settings, camera, drawn, tip, tool } = marked
  const { cursor, isSpaceHeld, isPanning } = marked.pointer
  const preferences = usePreferences()
  const isAltHeld = useKeyModifier('Alt', {
    events: ['keydown', 'keyup', 'pointerdown', 'pointermove'],
  })
  const isByKeys = computed(() => settings.keyPointer !== 'off')

  const tipAt = computed(() => (tip.isInHand.value && !isSpaceHeld.value ? cursor.value : null))
  const crosshairAt = computed(() =>
    (preferences.hasCrosshair || isByKeys.value) && cursor.value !== null
      ? onPixelCentre(drawn.value, cursor.value)
      : null,
  )
  const minusAt = computed(() => {
    const isShown = canSubtract(settings.toolId) && isSubtracting(settings) !== isAltHeld.value
    return isShown ? cursor.value : null
  })
  const pointerStyle = computed(() => {
    if (isPanning.value) return 'grabbing'
    if (isSpaceHeld.value) return 'grab'
    if (isByKeys.value) return 'none'
    if (marked.isPlacing()) return 'crosshair'
    if (tool.value.state().endsWith('working')) return 'progress'
    return tip.radius.value * camera.value.scale > 3 ? 'none' : 'crosshair'
  })
  return { tipAt, crosshairAt, minusAt, pointerStyle }
}
