// Whose keys they are, and how they are called. When a field, a menu or a dialog has the keyboard,
// the shortcuts of a view stay silent.

const FIELDS = new Set(['INPUT', 'TEXTAREA', 'SELECT'])
const OWNERS =
  '[role=dialog],[role=listbox],[role=menu],[role=slider],[role=radiogroup],[contenteditable]'

export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event
  return (
    target instanceof HTMLElement && (FIELDS.has(target.tagName) || target.closest(OWNERS) !== null)
  )
}

/** True when Space or Enter presses the button or follows the link that has the keyboard. */
export function isPressing({ code, target }: KeyboardEvent): boolean {
  const presses = code === 'Space' || code === 'Enter'
  return presses && target instanceof HTMLElement && target.closest('button,a,summary') !== null
}

/** "Ctrl+Z", or a sentence with names of keys, as this system's keyboard has them. */
export function keyName(display: string, platform: string = navigator.userAgent): string {
  return /Mac/.test(platform)
    ? display.replaceAll(/\bCtrl\b/g, '⌘').replaceAll(/\bAlt\b/g, '⌥')
    : display
}
