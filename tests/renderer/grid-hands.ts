// What a person does in the grid of photos: reads names, chooses filters, presses keys.

import { buttonNamed } from './mount-studio.ts'
import type { MountedStudio } from './mount-studio.ts'

export function gridHands(studio: () => MountedStudio | undefined) {
  return {
    names(): string[] {
      const tiles = studio()?.wrapper.findAll('[role=listbox] [role=option] .truncate') ?? []
      return tiles.map((tile) => tile.text())
    },
    /** One choice in the menu of a filter. */
    async choose(menu: string, choice: string): Promise<void> {
      buttonNamed(document.querySelector('[role=search]')!, menu).click()
      await studio()?.settle()
      const labels = [...document.querySelectorAll('label')]
      const label = labels.find(({ textContent }) => textContent.includes(choice))
      label?.querySelector('input')?.dispatchEvent(new Event('change'))
      await studio()?.settle()
      document.body.dispatchEvent(keydown('Escape', 'Escape'))
      await studio()?.settle()
    },
    /** A key in the grid. */
    async key(name: string, code: string, modifiers: KeyboardEventInit = {}): Promise<void> {
      document.querySelector('[role=listbox]')?.dispatchEvent(keydown(name, code, modifiers))
      await studio()?.settle()
    },
  }
}

export function keydown(
  key: string,
  code: string,
  modifiers: KeyboardEventInit = {},
): KeyboardEvent {
  return new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...modifiers })
}
