// Tells the open photo's work log what the hand does: pointer and keys while the window has the focus.

import { useEventListener } from '@vueuse/core'
import type { WorkKind } from '../../../src-main/core/labels/active-time.ts'
import type { Editor } from '../editor.ts'
import type { EditorSettings } from '../editor-settings.ts'
import type { ToolId } from '../tools/tool.ts'

/** Every other tool proposes pixels by itself. */
const MANUAL: ReadonlySet<ToolId> = new Set<ToolId>([
  'brush',
  'eraser',
  'unlabel',
  'polygon',
  'lasso',
  'fill',
  'select',
  'pick',
])

export function useWorkWatch(editor: () => Editor | null, settings: EditorSettings): void {
  function note(): void {
    if (document.hasFocus()) editor()?.work.note(kindOf(settings))
  }
  useEventListener(window, ['pointermove', 'pointerdown', 'pointerup', 'wheel', 'keydown'], note, {
    passive: true,
    capture: true,
  })
  useEventListener(window, 'blur', () => editor()?.work.pause())
}

function kindOf({ toolId, isRegionPanelOpen }: EditorSettings): WorkKind {
  if (isRegionPanelOpen) return { tool: 'regions', isAssisted: true }
  return { tool: toolId, isAssisted: !MANUAL.has(toolId) }
}
