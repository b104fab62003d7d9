// Everything the editor can do by name and key, in one list: shortcuts, key sheet and buttons read it.
// Keys are physical codes, so that they stay in place on every keyboard layout.

import type { ToolId } from '../canvas/tools/tool.ts'
import { keyName } from '../keys.ts'

export type EditorCommand =
  | { readonly kind: 'tool'; readonly tool: ToolId }
  | { readonly kind: 'class'; readonly value: number }
  | { readonly kind: EditorVerb }

export type EditorVerb =
  | 'undo'
  | 'redo'
  | 'save'
  | 'next'
  | 'previous'
  | 'nextToLabel'
  | 'saveAndNext'
  | 'smaller'
  | 'larger'
  | 'swapClass'
  | 'swapBackground'
  | 'moreOpaque'
  | 'lessOpaque'
  | 'actualSize'
  | 'fit'
  | 'zoomIn'
  | 'zoomOut'
  | 'paintMode'
  | 'regions'
  | 'contour'
  | 'commands'

export interface EditorAction {
  readonly command: EditorCommand
  /** tinykeys notation; the first one is shown. */
  readonly keys: readonly string[]
  /** Locale key under `shortcuts`. */
  readonly label: string
  /** As shown to a person. */
  readonly display: string
  readonly section: 'tools' | 'classes' | 'edit' | 'view' | 'photos'
}

function verb(
  kind: EditorVerb,
  section: EditorAction['section'],
  display: string,
  keys: readonly string[],
): EditorAction {
  return { command: { kind }, section, display, keys, label: kind }
}

function tool(id: ToolId, letter: string): EditorAction {
  return {
    command: { kind: 'tool', tool: id },
    section: 'tools',
    display: letter,
    keys: [`Key${letter}`],
    label: `tools.${id}`,
  }
}

export const EDITOR_ACTIONS: readonly EditorAction[] = [
  tool('brush', 'B'),
  tool('eraser', 'E'),
  tool('polygon', 'P'),
  tool('lasso', 'L'),
  tool('fill', 'F'),
  tool('wand', 'W'),
  tool('superpixel', 'S'),
  tool('scissors', 'K'),
  tool('watershed', 'H'),
  tool('grabcut', 'G'),
  tool('select', 'V'),
  tool('pick', 'I'),
  verb('smaller', 'tools', '[', ['BracketLeft', 'Shift+BracketLeft']),
  verb('larger', 'tools', ']', ['BracketRight', 'Shift+BracketRight']),
  verb('paintMode', 'tools', 'U', ['KeyU']),
  verb('regions', 'tools', 'R', ['KeyR']),
  verb('swapClass', 'classes', 'Q', ['KeyQ']),
  verb('swapBackground', 'classes', 'X', ['KeyX']),
  verb('commands', 'edit', 'Ctrl+K', ['$mod+KeyK']),
  verb('undo', 'edit', 'Ctrl+Z', ['$mod+KeyZ']),
  verb('redo', 'edit', 'Ctrl+Shift+Z', ['$mod+Shift+KeyZ', '$mod+KeyY']),
  verb('save', 'edit', 'Ctrl+S', ['$mod+KeyS']),
  verb('moreOpaque', 'view', 'Shift+O', ['Shift+KeyO']),
  verb('lessOpaque', 'view', 'O', ['KeyO']),
  verb('contour', 'view', 'M', ['KeyM']),
  verb('actualSize', 'view', 'Z', ['KeyZ']),
  verb('fit', 'view', 'Shift+Z', ['Shift+KeyZ']),
  verb('zoomIn', 'view', '+', ['Equal', 'Shift+Equal', 'NumpadAdd']),
  verb('zoomOut', 'view', '−', ['Minus', 'NumpadSubtract']),
  verb('next', 'photos', '→', ['ArrowRight', 'PageDown']),
  verb('previous', 'photos', '←', ['ArrowLeft', 'PageUp']),
  verb('nextToLabel', 'photos', 'Shift+→', ['Shift+ArrowRight']),
  verb('saveAndNext', 'photos', 'Ctrl+Enter', ['$mod+Enter']),
  ...classActions(),
]

/** 1..9, 0 = classes 1..10; with Shift 11..20; the key left of 1 = background, with Shift void. */
function classActions(): EditorAction[] {
  const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]
  const objects = [1, 2].flatMap((row) =>
    digits.map((digit, at) => {
      const value = at + 1 + (row - 1) * 10
      const prefix = row === 1 ? '' : 'Shift+'
      return classAction(value, `${prefix}${digit}`, `${prefix}Digit${digit}`)
    }),
  )
  return [
    ...objects,
    classAction(0, '`', 'Backquote'),
    classAction(255, 'Shift+`', 'Shift+Backquote'),
  ]
}

function classAction(value: number, display: string, key: string): EditorAction {
  return {
    command: { kind: 'class', value },
    section: 'classes',
    display,
    keys: [key],
    label: 'class',
  }
}

export function shortcutOfTool(id: ToolId): string {
  const action = EDITOR_ACTIONS.find(
    ({ command }) => command.kind === 'tool' && command.tool === id,
  )
  return action?.display ?? ''
}

export function shortcutOfClass(value: number): string {
  const action = EDITOR_ACTIONS.find(
    ({ command }) => command.kind === 'class' && command.value === value,
  )
  return action?.display ?? ''
}

export function shortcutOf(kind: EditorVerb): string {
  return keyName(EDITOR_ACTIONS.find(({ command }) => command.kind === kind)?.display ?? '')
}
