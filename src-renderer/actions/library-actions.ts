// What the keyboard does in the grid of photos, in one list: the grid binds it, the sheet of keys shows it.
// Keys are physical codes, as in the editor.

import { createKeybindingsHandler } from 'tinykeys'
import { computed } from 'vue'
import { CLASS_COUNT } from '../../src-main/core/labels/classes.ts'
import { keyText } from './keymap.ts'
import type { Keymap } from './keymap.ts'
import { useKeymap } from './use-keymap.ts'

export type LibraryCommand =
  { readonly kind: 'toggleClass'; readonly index: number } | { readonly kind: LibraryVerb }

export type LibraryVerb =
  | 'look'
  | 'open'
  | 'queue'
  | 'select'
  | 'selectAll'
  | 'deselect'
  | 'labels'
  | 'skip'
  | 'accept'
  | 'noObject'
  | 'unknown'
  | 'search'
  | 'statistics'
  | 'refresh'
  | 'undo'
  | 'redo'
  | 'commands'
  | 'keys'

export interface LibraryAction {
  readonly command: LibraryCommand
  /** tinykeys notation. */
  readonly keys: readonly string[]
  readonly display: string
}

function verb(kind: LibraryVerb, display: string, ...keys: readonly string[]): LibraryAction {
  return { command: { kind }, display, keys }
}

export const LIBRARY_ACTIONS: readonly LibraryAction[] = [
  verb('look', 'Space', 'Space'),
  verb('open', 'Enter', 'Enter'),
  verb('queue', 'Ctrl+Enter', '$mod+Enter'),
  verb('select', 'X', 'KeyX'),
  verb('selectAll', 'Ctrl+A', '$mod+KeyA'),
  verb('deselect', 'Esc', 'Escape'),
  verb('labels', 'L', 'KeyL'),
  verb('skip', 'K', 'KeyK'),
  verb('accept', 'Shift+A', 'Shift+KeyA'),
  verb('noObject', '`', 'Backquote'),
  verb('unknown', 'Shift+`', 'Shift+Backquote'),
  verb('search', '/', 'Slash'),
  verb('statistics', 'S', 'KeyS'),
  verb('refresh', 'F5', 'F5'),
  verb('undo', 'Ctrl+Z', '$mod+KeyZ'),
  verb('redo', 'Ctrl+Shift+Z', '$mod+Shift+KeyZ', '$mod+KeyY'),
  verb('commands', 'Ctrl+K', '$mod+KeyK'),
  verb('keys', '?', 'Shift+Slash'),
]

/** The object classes have the keys that they have in the editor, as far as the grid does not need them. */
export function classActions(keymap: Keymap): LibraryAction[] {
  const taken = new Set(LIBRARY_ACTIONS.flatMap(({ keys }) => keys))
  return Array.from({ length: CLASS_COUNT - 1 }, (_, at) => {
    const index = at + 1
    const keys = (keymap.get(`class.${index}`) ?? []).filter((key) => !taken.has(key))
    const display = keys.map(keyText)[0] ?? ''
    return { command: { kind: 'toggleClass', index }, keys, display }
  })
}

/** A keydown listener; a key that does something does nothing else. */
export function useLibraryKeys(perform: (command: LibraryCommand) => void): EventListener {
  const { keymap } = useKeymap()
  const handler = computed(() =>
    libraryKeys(perform, [...LIBRARY_ACTIONS, ...classActions(keymap.value)]),
  )
  return (event) => handler.value(event)
}

function libraryKeys(
  perform: (command: LibraryCommand) => void,
  actions: readonly LibraryAction[],
): EventListener {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {}
  for (const { keys, command } of actions) {
    for (const key of keys) {
      bindings[key] = (event) => {
        event.preventDefault()
        perform(command)
      }
    }
  }
  return createKeybindingsHandler(bindings)
}
