import { expect, test } from 'vitest'
import { EDITOR_ACTIONS, actionId } from '../../src-renderer/actions/editor-actions.ts'
import { KEY_PRESETS, KEY_PRESET_NAMES } from '../../src-renderer/actions/key-presets.ts'
import {
  assignKey,
  keyBesidePointer,
  keyOfEvent,
  keyText,
  keymapOf,
  ownerOfKey,
} from '../../src-renderer/actions/keymap.ts'
import { keyName } from '../../src-renderer/page/keys.ts'
import { fc } from '../core/arbitraries.ts'

const IDS = EDITOR_ACTIONS.map(actionId)
/** Run by name or button, until somebody gives them a key. */
const KEYLESS = EDITOR_ACTIONS.filter(({ keys }) => keys.length === 0).map(actionId)

test.each(KEY_PRESET_NAMES)(
  'in the preset %s no key does two things, and every action has one',
  (name) => {
    const keymap = keymapOf(name, {})
    const keys = [...keymap.values()].flat()
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
    expect(IDS.filter((id) => (keymap.get(id) ?? []).length === 0)).toEqual(KEYLESS)
  },
)

test.each(KEY_PRESET_NAMES)('the preset %s speaks of actions that exist', (name) => {
  expect(Object.keys(KEY_PRESETS[name]).filter((id) => !IDS.includes(id))).toEqual([])
})

test.each(KEY_PRESET_NAMES)(
  'in the preset %s other photos have keys that the keyboard pointer leaves them',
  (name) => {
    const keymap = keymapOf(name, {})
    const besides = ['next', 'previous', 'nextToLabel'].map((id) => keyBesidePointer(keymap, id))
    expect(besides).not.toContain(undefined)
    expect(besides.map((key) => ownerOfKey(keymap, key ?? ''))).toEqual(['next', 'previous', 'nextToLabel']) // prettier-ignore
    expect(besides.filter((key) => key?.includes('Arrow'))).toEqual([])
  },
)

test('a key that is given to an action is taken from the one that had it', () => {
  const before = keymapOf('studio', {})
  const changes = assignKey(before, {}, { id: 'tool.brush', key: 'KeyQ' })
  const after = keymapOf('studio', changes)
  expect(ownerOfKey(after, 'KeyQ')).toBe('tool.brush')
  expect(after.get('swapClass')).toEqual([])
  expect(ownerOfKey(after, 'KeyB')).toBeUndefined()
  expect(
    keymapOf('studio', assignKey(after, changes, { id: 'tool.brush', key: undefined })).get(
      'tool.brush',
    ),
  ).toEqual([])
})

test('whatever is changed in whatever order, no key does two things', () => {
  const change = fc.record({
    id: fc.constantFrom(...IDS),
    key: fc.constantFrom('KeyB', 'KeyE', 'Shift+Digit1', '$mod+KeyZ', 'F5', undefined),
  })
  fc.assert(
    fc.property(
      fc.constantFrom(...KEY_PRESET_NAMES),
      fc.array(change, { maxLength: 12 }),
      (preset, all) => {
        let changes = {}
        for (const one of all) {
          const next = assignKey(keymapOf(preset, changes), changes, one)
          changes = next
          const keymap = keymapOf(preset, changes)
          expect(keymap.get(one.id)).toEqual(one.key === undefined ? [] : [one.key])
          const keys = [...keymap.values()].flat()
          expect(new Set(keys).size).toBe(keys.length)
        }
      },
    ),
  )
})

test('a pressed key is read by its place on the keyboard, modifiers alone are not keys', () => {
  const free = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
  expect(keyOfEvent({ ...free, key: 'y', code: 'KeyZ', ctrlKey: true, shiftKey: true })).toBe(
    '$mod+Shift+KeyZ',
  )
  expect(keyOfEvent({ ...free, key: 'Shift', code: 'ShiftLeft', shiftKey: true })).toBeNull()
  expect(keyOfEvent({ ...free, key: 'Enter', code: 'Enter' })).toBeNull()
  expect(keyText('$mod+Shift+KeyZ')).toBe('Ctrl+Shift+Z')
  expect(keyText('BracketLeft')).toBe('[')
})

test('a Mac names its own keys, as often as a sentence names them; other words stay', () => {
  const text = 'Alt + Ctrl + click. Ctrl+Alt+Z. Altogether.'
  expect(keyName(text, 'Macintosh')).toBe('⌥ + ⌘ + click. ⌘+⌥+Z. Altogether.')
  expect(keyName(text, 'Windows NT 10.0')).toBe(text)
})
