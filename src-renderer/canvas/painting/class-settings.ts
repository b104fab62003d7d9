// How classes are treated in the editor, each by what a person does to one of them.

import { toggled } from '../../browse/filters.ts'
import { soloed } from '../../classes/class-list.ts'
import type { EditorSettings } from '../editor-settings.ts'

type ClassSettings = Pick<EditorSettings, 'locked' | 'hidden' | 'outlined' | 'strengths'>

export function toggleLocked(settings: ClassSettings, value: number): void {
  settings.locked = toggled(settings.locked, value)
}

export function toggleHidden(settings: ClassSettings, value: number): void {
  settings.hidden = toggled(settings.hidden, value)
}

/** Shows the class alone, or all of them again. */
export function toggleSolo(settings: ClassSettings, value: number): void {
  settings.hidden = soloed(settings.hidden, value)
}

export function toggleOutlined(settings: ClassSettings, value: number): void {
  settings.outlined = toggled(settings.outlined, value)
}

/** `strength`: 0..1. */
export function fade(settings: ClassSettings, value: number, strength: number): void {
  settings.strengths = { ...settings.strengths, [value]: strength }
}
