// Binds the editor's actions to the keys of the keymap in force. Silent while a field, menu or dialog has the
// keys.

import { tinykeys } from 'tinykeys'
import { onUnmounted, watch } from 'vue'
import { HELD_LAYERS } from '../canvas/results/held-layer.ts'
import { useIsHere } from '../page/is-here.ts'
import { isTyping } from '../page/keys.ts'
import { EDITOR_ACTIONS, actionId } from './editor-actions.ts'
import type { EditorCommand } from './editor-actions.ts'
import { useKeymap } from './use-keymap.ts'

/** Keys that do something while they are held (canvas/stage/peek.ts, canvas/results/held-layer.ts, canvas/stage/opacity-key.ts). */
const HELD = new Set<EditorCommand['kind']>(['peek', 'lessOpaque', ...HELD_LAYERS])

export function useEditorShortcuts(
  perform: (command: EditorCommand, event: KeyboardEvent) => void,
): void {
  const { keymap } = useKeymap()
  const isHere = useIsHere()
  let remove: (() => void) | undefined

  function bind(): void {
    remove?.()
    remove = isHere.value ? tinykeys(window, bindings()) : undefined
  }

  function bindings(): Record<string, (event: KeyboardEvent) => void> {
    const pressed = EDITOR_ACTIONS.filter(({ command }) => !HELD.has(command.kind))
    return Object.fromEntries(
      pressed.flatMap((action) =>
        (keymap.value.get(actionId(action)) ?? []).map((key) => [
          key,
          (event: KeyboardEvent) => {
            if (isTyping(event) || event.defaultPrevented) return
            event.preventDefault()
            perform(action.command, event)
          },
        ]),
      ),
    )
  }

  watch([keymap, isHere], bind, { immediate: true })
  onUnmounted(() => remove?.())
}
