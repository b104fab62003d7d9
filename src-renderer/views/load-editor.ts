// The editor is loaded when a photo is opened; where photos are shown, ahead of that.

import { useEditing } from '../stores/editing.ts'
import { loadAhead, useAhead } from './load-ahead.ts'

export const loadEditor = () => import('./EditorView.vue')

/** After the photos themselves are there. */
const PATIENCE_MS = 1500

/** For a component in which photos can be opened. */
export function useEditorAhead(): void {
  const { codec } = useEditing()
  useAhead(PATIENCE_MS, () => {
    loadAhead(loadEditor)
    codec.start()
  })
}
