// The editor is loaded when a photo is opened; where photos are shown, ahead of that.

import { onMounted, onUnmounted } from 'vue'

export const loadEditor = () => import('./EditorView.vue')

/** After the photos themselves are there. */
const PATIENCE_MS = 1500

/** For a component in which photos can be opened. */
export function useEditorAhead(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  onMounted(() => {
    // When it cannot be loaded now, opening a photo tries again and says so.
    timer = setTimeout(() => void loadEditor().catch(() => undefined), PATIENCE_MS)
  })
  onUnmounted(() => clearTimeout(timer))
}
