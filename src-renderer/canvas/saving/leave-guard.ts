// Nobody leaves before the journal holds what was done: that takes a moment, and no question. Where it cannot
// be written the page stays, and says why.

import { useEventListener } from '@vueuse/core'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'
import type { Editor } from '../editor.ts'

export function useLeaveGuard(editor: () => Editor | null): void {
  async function mayLeave(): Promise<boolean> {
    const current = editor()
    current?.putDownTools()
    return current === null || current.keeping.settle()
  }

  useEventListener(window, 'beforeunload', (event) => {
    if (editor()?.keeping.isKept() === false) event.preventDefault()
  })
  useEventListener(window, 'blur', () => editor()?.keeping.hurry())
  useEventListener(document, 'visibilitychange', () => {
    if (document.visibilityState === 'hidden') editor()?.keeping.hurry()
  })
  useEventListener(window, 'pagehide', () => editor()?.keeping.giveBack())
  onBeforeRouteUpdate(mayLeave)
  onBeforeRouteLeave(mayLeave)
}
