// A run's result under the labels: to look at, never to paint on. The difference follows what is painted.

import { computed, watch } from 'vue'
import type { ComputedRef } from 'vue'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import type { Rect } from '../../../src-main/core/geometry/rect.ts'
import { paletteOf } from '../../classes/class-palettes.ts'
import type { Failure } from '../../page/failure.ts'
import { usePreferences } from '../../stores/preferences.ts'
import type { Editor } from '../editor.ts'
import { createDifferencePlane } from './difference-plane.ts'
import type { HeldLayer } from './held-layer.ts'
import type { LabelLook } from '../labels/label-look.ts'
import type { PhotoAssist } from './photo-assist.ts'
import { resultLook } from './result-look.ts'
import type { ResultKind } from './result-picture.ts'

/** A plane as a label map is drawn. */
export interface ResultPicture {
  readonly plane: LabelMap
  readonly look: LabelLook
  /** Labels in the rectangle changed. True when the plane did too. */
  follow(rect: Rect): boolean
  /** Works out what of the plane is not there yet and tells of each part; the answer ends that. */
  complete(changed: (rect: Rect) => void): () => void
}

/** What there is to say of the layer that is wished for. */
export type ResultState = 'hidden' | 'none' | 'loading' | 'shown' | Failure

export interface ShownResult {
  /** Null while there is none to be seen. */
  readonly picture: ComputedRef<ResultPicture | null>
  readonly state: ComputedRef<ResultState>
}

interface ShownResultParts {
  editor(): Editor | null
  layer(): HeldLayer | null
  readonly assist: PhotoAssist
}

export function useShownResult({ editor, layer, assist }: ShownResultParts): ShownResult {
  const preferences = usePreferences()
  const { result, guard, source } = assist
  const kind = computed(() => kindOf(layer()))
  watch(
    [kind, result.key],
    () => {
      // What fails is told where the picture would be.
      if (kind.value !== null && result.key.value !== null)
        result.load(kind.value).catch(() => undefined)
    },
    { immediate: true },
  )

  const known = computed(() => (kind.value === null ? undefined : result.seen(kind.value)))
  const picture = computed(() => {
    const [opened, shown] = [editor(), layer()]
    if (opened === null || shown === null || known.value?.state !== 'ready') return null
    const look = resultLook(shown, {
      palette: paletteOf(preferences.palette),
      hasPatterns: preferences.hasPatterns,
    })
    return pictureOf(shown, opened.session.labelMap, known.value.plane, look)
  })
  const state = computed<ResultState>(() => {
    if (!guard.value.mayLook) return 'hidden'
    if (source.value === null) return 'none'
    if (known.value === undefined || known.value.state === 'loading') return 'loading'
    return known.value.state === 'ready' ? 'shown' : known.value.failure
  })
  return { picture, state }
}

/** The plane that a layer is made of. */
function kindOf(layer: HeldLayer | null): ResultKind | null {
  return layer === 'difference' ? 'prediction' : layer
}

function pictureOf(
  layer: HeldLayer,
  labels: LabelMap,
  plane: LabelMap,
  look: LabelLook,
): ResultPicture {
  if (layer !== 'difference')
    return { plane, look, follow: () => false, complete: () => () => undefined }
  const { image, follow, complete } = createDifferencePlane(labels, plane)
  return {
    plane: image,
    look,
    follow(rect) {
      follow(rect)
      return true
    },
    complete,
  }
}
