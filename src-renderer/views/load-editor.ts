// The editor is loaded when a photo is opened; where photos are shown, ahead of that, and so is the photo at hand.

import { onUnmounted, ref, watch } from 'vue'
import type { WantedPhoto } from '../canvas/photo/photos-ahead.ts'
import { useEditing } from '../stores/editing.ts'
import { loadAhead, useAhead } from './load-ahead.ts'

export const loadEditor = () => import('./EditorView.vue')
const findGraphics = async () => (await import('../canvas/labels/gpu-labels.ts')).findGraphics()

/** After the photos themselves are there. */
const PATIENCE_MS = 1500
/** Who looks at a photo for so long may open it; who walks on would decode each for nothing. */
const DWELL_MS = 600

/** For a component in which photos can be opened. */
export function useEditorAhead(atHand: () => WantedPhoto | undefined): void {
  const { codec, ahead } = useEditing()
  const isPrepared = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  useAhead(PATIENCE_MS, () => {
    loadAhead(loadEditor)
    loadAhead(findGraphics)
    codec.start()
    isPrepared.value = true
  })
  watch([isPrepared, atHand], ([, photo]) => {
    clearTimeout(timer)
    if (!isPrepared.value) return
    timer = setTimeout(() => ahead.want(photo === undefined ? [] : [photo]), DWELL_MS)
  })
  onUnmounted(() => {
    clearTimeout(timer)
    ahead.letGoSoon()
  })
}
