// Binds the editor's actions to the keyboard. Silent while a field, menu or dialog has the keys.

import { tinykeys } from 'tinykeys'
import { onMounted, onUnmounted } from 'vue'
import { isTyping } from '../keys.ts'
import { EDITOR_ACTIONS } from './editor-actions.ts'
import type { EditorCommand } from './editor-actions.ts'

export function useEditorShortcuts(
  perform: (command: EditorCommand, event: KeyboardEvent) => void,
): void {
  const bindings = Object.fromEntries(
    EDITOR_ACTIONS.flatMap(({ keys, command }) =>
      keys.map((key) => [
        key,
        (event: KeyboardEvent) => {
          if (isTyping(event)) return
          event.preventDefault()
          perform(command, event)
        },
      ]),
    ),
  )
  let remove: (() => void) | undefined
  onMounted(() => {
    remove = tinykeys(window, bindings)
  })
  onUnmounted(() => remove?.())
}
