// The predictions beside the photo in the editor: which one, whether it may be seen and copied, and its classes
// once a tool asks for them.

import { computed, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { LabelMap } from '../../../src-main/core/labels/label-map.ts'
import { BLIND, assistGuard } from '../../results/assist-guard.ts'
import type { AssistGuard } from '../../results/assist-guard.ts'
import { failureOf } from '../../page/failure.ts'
import type { Failure } from '../../page/failure.ts'
import { useLibrary } from '../../stores/library.ts'
import { keyOf, usePredictions } from '../../stores/predictions.ts'
import type { PredictionSource } from '../../stores/predictions.ts'
import type { Editor } from '../editor.ts'
import type { EditorSettings } from '../editor-settings.ts'
import { usePhotoResult } from './photo-result.ts'
import type { PhotoResult } from './photo-result.ts'
import { createPredictedLabels } from './predicted-labels.ts'

export interface PhotoAssist {
  readonly guard: ComputedRef<AssistGuard>
  readonly sources: ComputedRef<readonly PredictionSource[]>
  readonly source: ComputedRef<PredictionSource | null>
  /** The result of the source, as far as it may be seen. */
  readonly result: PhotoResult
  readonly isLoading: Readonly<Ref<boolean>>
  readonly failure: Readonly<ShallowRef<Failure | null>>
}

export function usePhotoAssist(editor: () => Editor | null, settings: EditorSettings): PhotoAssist {
  const predictions = usePredictions()
  const guard = useGuard(editor)
  const user = computed(() => editor()?.user ?? '')
  const source = computed(() => predictions.sourceOf(user.value))
  const result = usePhotoResult(editor, () => (guard.value.mayLook ? source.value : null))
  return {
    guard,
    sources: computed(() => predictions.sourcesOf(user.value)),
    source,
    result,
    ...useLoading({
      editor,
      source: () => (guard.value.mayCopy ? source.value : null),
      load: () => result.load('prediction'),
      isWanted: () => settings.toolId === 'copy',
    }),
  }
}

/** As the photo was when it was opened: the mask that one is about to draw makes no difference. */
function useGuard(editor: () => Editor | null): PhotoAssist['guard'] {
  const library = useLibrary()
  const listed = computed(() => {
    const opened = editor()
    return library.imagesOf.get(opened?.user ?? '')?.find(({ name }) => name === opened?.name)
  })
  const found = shallowRef(listed.value)
  watch([editor, listed], ([opened, image], [before]) => {
    if (opened !== before || found.value === undefined) found.value = image
  })
  return computed(() =>
    editor()?.isSecond === true ? BLIND : assistGuard(found.value, library.summary?.settings),
  )
}

interface LoadingTarget {
  editor(): Editor | null
  /** Null while nothing may be copied. */
  source(): PredictionSource | null
  load(): Promise<LabelMap>
  isWanted(): boolean
}

function useLoading(target: LoadingTarget): Pick<PhotoAssist, 'isLoading' | 'failure'> {
  const predictions = usePredictions()
  const isLoading = ref(false)
  const failure = shallowRef<Failure | null>(null)
  /** A later wish makes an earlier answer void. */
  let turn = 0
  let loaded: readonly [Editor | null, string | null] = [null, null]
  let loading: Promise<void> = Promise.resolve()

  /** Fails as fetching does. */
  async function load(isWanted: boolean): Promise<void> {
    const [opened, source] = [target.editor(), target.source()]
    const key = source === null ? null : keyOf(source)
    if (loaded[0] === opened && loaded[1] === key) return loading
    const asked = ++turn
    opened?.showPrediction(null)
    failure.value = null
    isLoading.value = false
    if (opened === null || source === null || !isWanted) return
    loaded = [opened, key]
    loading = fetchOnce(opened, source, asked)
    await loading
  }

  async function fetchOnce(opened: Editor, source: PredictionSource, asked: number): Promise<void> {
    isLoading.value = true
    try {
      const labelMap = await target.load()
      if (asked !== turn) return
      const rejected = predictions.rejectedIn(source, opened.name)
      opened.showPrediction(createPredictedLabels(labelMap, rejected))
    } catch (error) {
      if (asked !== turn) return
      failure.value = failureOf(error)
      throw error
    } finally {
      if (asked === turn) isLoading.value = false
    }
  }

  watch(
    [target.editor, target.source, target.isWanted],
    ([opened]) => {
      opened?.fetchPredictionBy(() => load(true))
      // The failure is shown where the prediction is chosen.
      load(target.isWanted()).catch(() => undefined)
    },
    { immediate: true },
  )
  return { isLoading, failure }
}
