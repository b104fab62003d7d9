// The editor is loaded when a photo is opened; where photos are shown, ahead of that.

import { onMounted, onUnmounted } from 'vue'
import { useEditing } from '../stores/editing.ts'

export const loadEditor = () => import('./EditorView.vue')

/** After the photos themselves are there. */
const PATIENCE_MS = 1500

/** For a component in which photos can be opened. */
export function useEditorAhead(): void {
  const { codec } = useEditing()
  let timer: ReturnType<typeof setTimeout> | undefined

  function start(): void {
    // When it cannot be loaded now, opening a photo tries again and says so.
    void loadEditor().catch(() => undefined)
    codec.start()
  }

  onMounted(() => {
    timer = setTimeout(start, PATIENCE_MS)
  })
  onUnmounted(() => clearTimeout(timer))
}
