// Which keys do what: a preset, and what a person changed of it. Keys are physical codes in the notation of
// tinykeys ("$mod+Shift+KeyZ"). No key ever does two things. Pure.

import { EDITOR_ACTIONS, actionId } from './editor-actions.ts'
import { KEY_PRESETS } from './key-presets.ts'
import type { KeyChanges, KeyPreset } from './key-presets.ts'

/** Keys by action; an action without keys has an empty list. */
export type Keymap = ReadonlyMap<string, readonly string[]>

/** Of two claims to a key the change wins over the preset, and the preset over the list of actions. */
export function keymapOf(preset: KeyPreset, changes: KeyChanges): Keymap {
  const own = Object.fromEntries(EDITOR_ACTIONS.map((action) => [actionId(action), action.keys]))
  const layers = [changes, KEY_PRESETS[preset], own]
  const taken = new Set<string>()
  const keymap = new Map<string, readonly string[]>()
  for (const layer of layers) {
    for (const action of EDITOR_ACTIONS) {
      const id = actionId(action)
      const wanted = layer[id]
      if (wanted === undefined || keymap.has(id)) continue
      const keys = wanted.filter((key) => !taken.has(key))
      for (const key of keys) taken.add(key)
      keymap.set(id, keys)
    }
  }
  return keymap
}

/** The action that has the key now; undefined for a free key. */
export function ownerOfKey(keymap: Keymap, key: string): string | undefined {
  for (const [id, keys] of keymap) if (keys.includes(key)) return id
  return undefined
}

/** The keyboard pointer has this key for itself while it is on (canvas/stage/key-pointer.ts). */
function isPointerKey(key: string): boolean {
  return /^(\$mod\+)?(Shift\+)?Arrow/.test(key)
}

/** The action's first key that works while the keyboard pointer is on; undefined when it has none. */
export function keyBesidePointer(keymap: Keymap, id: string): string | undefined {
  return (keymap.get(id) ?? []).find((key) => !isPointerKey(key))
}

export interface KeyAssignment {
  readonly id: string
  /** Undefined leaves the action without a key. */
  readonly key: string | undefined
}

/** The changes with the action on this key alone; whoever had the key before loses it. */
export function assignKey(
  keymap: Keymap,
  changes: KeyChanges,
  { id, key }: KeyAssignment,
): KeyChanges {
  const next = { ...changes, [id]: key === undefined ? [] : [key] }
  const owner = key === undefined ? undefined : ownerOfKey(keymap, key)
  if (owner !== undefined && owner !== id)
    next[owner] = (keymap.get(owner) ?? []).filter((other) => other !== key)
  return next
}

const MODIFIER_KEYS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph'])
/** Keys that the canvas and the dialogs need whatever the keymap says. */
const RESERVED_CODES = new Set([
  'Escape',
  'Enter',
  'NumpadEnter',
  'Backspace',
  'Delete',
  'Space',
  'Tab',
])

/** The pressed key in the keymap's notation; null for a modifier alone and for reserved keys. */
export function keyOfEvent(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): string | null {
  const hasModifier = event.ctrlKey || event.metaKey
  if (MODIFIER_KEYS.has(event.key) || event.code === '') return null
  if (RESERVED_CODES.has(event.code) && !hasModifier) return null
  const held = [
    ...(hasModifier ? ['$mod'] : []),
    ...(event.shiftKey ? ['Shift'] : []),
    ...(event.altKey ? ['Alt'] : []),
  ]
  return [...held, event.code].join('+')
}

const CODE_NAMES: Readonly<Record<string, string>> = {
  $mod: 'Ctrl',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Backquote: '`',
  Backslash: '\\',
  BracketLeft: '[',
  BracketRight: ']',
  Comma: ',',
  Equal: '+',
  Minus: '−',
  NumpadAdd: 'Num +',
  NumpadSubtract: 'Num −',
  PageDown: 'PgDn',
  PageUp: 'PgUp',
  Period: '.',
  Quote: "'",
  Semicolon: ';',
  Slash: '/',
}

/** A key as it is printed on an English keyboard: "Ctrl+Shift+Z". */
export function keyText(key: string): string {
  if (key === 'Shift+Slash') return '?'
  return key
    .split('+')
    .map((part) => CODE_NAMES[part] ?? part.replace(/^(Key|Digit)/, ''))
    .join('+')
}
