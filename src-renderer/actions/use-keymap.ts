// The keymap in force: the preset and the changes of the person at this computer, and its keys as text.

import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import type { ToolId } from '../canvas/tools/tool.ts'
import { keyName } from '../page/keys.ts'
import { usePreferences } from '../stores/preferences.ts'
import type { EditorVerb } from './editor-actions.ts'
import { keyBesidePointer, keyText, keymapOf } from './keymap.ts'
import type { Keymap } from './keymap.ts'

export interface KeymapInForce {
  readonly keymap: ComputedRef<Keymap>
  /** The first key of an action as text; empty when it has none. */
  shortcutById(id: string): string
  shortcutOf(verb: EditorVerb): string
  /** The first one that works while the keyboard pointer is on. */
  shortcutBesidePointer(verb: EditorVerb): string
  shortcutOfTool(id: ToolId): string
  shortcutOfClass(value: number): string
}

export function useKeymap(): KeymapInForce {
  const preferences = usePreferences()
  const keymap = computed(() => keymapOf(preferences.keyPreset, preferences.keyChanges))

  const textOf = (key: string | undefined): string =>
    key === undefined ? '' : keyName(keyText(key))

  function shortcutById(id: string): string {
    return textOf(keymap.value.get(id)?.[0])
  }

  return {
    keymap,
    shortcutById,
    shortcutOf: shortcutById,
    shortcutBesidePointer: (verb) => textOf(keyBesidePointer(keymap.value, verb)),
    shortcutOfTool: (id) => shortcutById(`tool.${id}`),
    shortcutOfClass: (value) => shortcutById(`class.${value}`),
  }
}
