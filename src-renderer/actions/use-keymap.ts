// The keymap in force: the preset and the changes of the person at this computer, and its keys as text.

import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import type { ToolId } from '../canvas/tools/tool.ts'
import { keyName } from '../page/keys.ts'
import { usePreferences } from '../stores/preferences.ts'
import type { EditorVerb } from './editor-actions.ts'
import { keyText, keymapOf } from './keymap.ts'
import type { Keymap } from './keymap.ts'

export interface KeymapInForce {
  readonly keymap: ComputedRef<Keymap>
  /** The first key of an action as text; empty when it has none. */
  shortcutById(id: string): string
  shortcutOf(verb: EditorVerb): string
  shortcutOfTool(id: ToolId): string
  shortcutOfClass(value: number): string
}

export function useKeymap(): KeymapInForce {
  const preferences = usePreferences()
  const keymap = computed(() => keymapOf(preferences.keyPreset, preferences.keyChanges))

  function shortcutById(id: string): string {
    const [first] = keymap.value.get(id) ?? []
    return first === undefined ? '' : keyName(keyText(first))
  }

  return {
    keymap,
    shortcutById,
    shortcutOf: shortcutById,
    shortcutOfTool: (id) => shortcutById(`tool.${id}`),
    shortcutOfClass: (value) => shortcutById(`class.${value}`),
  }
}
