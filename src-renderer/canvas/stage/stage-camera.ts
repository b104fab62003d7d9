// The camera of one stage: fits the photo when it first has room, and moves without losing it from sight.

import { computed, watch } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { findRegion } from '../../../src-main/core/painting/flood-fill.ts'
import { useEditing } from '../../stores/editing.ts'
import { usePreferences } from '../../stores/preferences.ts'
import {
  afterResize,
  centred,
  fitCamera,
  fitRect,
  keepInView,
  snapped,
  toScreen,
  zoomAt,
} from '../camera/camera.ts'
import type { Camera, ScreenPoint, Size, StageCommands } from '../camera/camera.ts'
import type { Editor } from '../editor.ts'
import type { ExpectedLabels } from '../labels/label-surface.ts'
import { pixelUnder } from '../camera/pixel-under.ts'

export interface StageCamera extends StageCommands {
  /** What is likely to be opened next, as it will be seen unless the zoom is kept. */
  readonly expected: ComputedRef<ExpectedLabels | null>
  /** Takes a camera, as far as a corner of the photo stays in sight. */
  move(next: Camera): void
}

export interface StageCameraTarget {
  readonly camera: Ref<Camera>
  readonly view: Readonly<Ref<Size>>
  editor(): Editor
  /** The pointer in image pixels; null beside the stage. */
  cursor(): ScreenPoint | null
  /** The pointer is moved by keys: so is the zoom, and they meet. */
  isByKeys(): boolean
}

export function useStageCamera(target: StageCameraTarget): StageCamera {
  const { camera, view, editor, cursor } = target
  const preferences = usePreferences()
  const image = (): Size => editor().session.labelMap

  function fit(): void {
    camera.value = fitCamera(image(), view.value)
  }

  function move(next: Camera): void {
    camera.value = keepInView(next, image(), view.value)
  }

  let hasFitted = false
  watch([editor, view], ([opened, size], [before, sizeBefore]) => {
    if (size.width === 0) return
    if (!hasFitted || (opened !== before && !preferences.keepZoom)) fit()
    else if (sizeBefore.width > 0)
      camera.value = afterResize(camera.value, image(), sizeBefore, size)
    hasFitted = true
  })

  const { ahead } = useEditing()
  const expected = computed(() => {
    const labelMap = ahead.nextLabels.value
    if (labelMap === null || preferences.keepZoom) return null
    const fitted = fitCamera(labelMap, view.value)
    return { labelMap, camera: snapped(fitted, window.devicePixelRatio) }
  })

  return {
    expected,
    fit,
    move,
    actualSize: () => (camera.value = centred(image(), view.value, 1)),
    zoom(factor) {
      const { width, height } = view.value
      const at = target.isByKeys() ? cursor() : null
      const middle = { x: width / 2, y: height / 2 }
      move(zoomAt(camera.value, at === null ? middle : toScreen(camera.value, at), factor))
    },
    zoomToRegion() {
      const { labelMap } = editor().session
      const at = cursor()
      const pixel = at === null ? null : pixelUnder(labelMap, at)
      if (pixel === null) return
      move(fitRect(findRegion(labelMap, pixel.x, pixel.y).rect, view.value, 48))
    },
  }
}
