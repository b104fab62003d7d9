// What the keyboard does in the grid of photos, in one list: the grid binds it, the sheet of keys shows it.
// Keys are physical codes, as in the editor.

import { createKeybindingsHandler } from 'tinykeys'
import { EDITOR_ACTIONS } from './editor-actions.ts'
import { keyText } from './keymap.ts'

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
  | 'noObject'
  | 'unknown'
  | 'search'
  | 'statistics'
  | 'undo'
  | 'redo'
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
  verb('noObject', '`', 'Backquote'),
  verb('unknown', 'Shift+`', 'Shift+Backquote'),
  verb('search', '/', 'Slash'),
  verb('statistics', 'S', 'KeyS'),
  verb('undo', 'Ctrl+Z', '$mod+KeyZ'),
  verb('redo', 'Ctrl+Shift+Z', '$mod+Shift+KeyZ', '$mod+KeyY'),
  verb('keys', '?', 'Shift+Slash'),
  ...classActions(),
]

/** The object classes have the digits that they have in the editor's own keymap. */
function classActions(): LibraryAction[] {
  return EDITOR_ACTIONS.flatMap(({ command, keys }) => {
    const isObject = command.kind === 'class' && command.value > 0 && command.value <= 20
    const display = keys.map(keyText)[0] ?? ''
    return isObject
      ? [{ command: { kind: 'toggleClass', index: command.value }, keys, display }]
      : []
  })
}

/** The digit that puts a class on a photo or takes it off. */
export function libraryKeyOfClass(index: number): string {
  const action = LIBRARY_ACTIONS.find(
    ({ command }) => command.kind === 'toggleClass' && command.index === index,
  )
  return action?.display ?? ''
}

/** A keydown listener; a key that does something does nothing else. */
export function libraryKeys(perform: (command: LibraryCommand) => void): EventListener {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {}
  for (const { keys, command } of LIBRARY_ACTIONS) {
    for (const key of keys) {
      bindings[key] = (event) => {
        event.preventDefault()
        perform(command)
      }
    }
  }
  return createKeybindingsHandler(bindings)
}
