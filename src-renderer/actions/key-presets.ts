// Keys as other programs have them, for hands that know those. A preset names only what differs from ours.

export const KEY_PRESET_NAMES = ['studio', 'cvat', 'labelme', 'krita'] as const
export type KeyPreset = (typeof KEY_PRESET_NAMES)[number]
/** Keys by action, where they differ: of a preset from ours, or of a person from the preset. */
export type KeyChanges = Readonly<Record<string, readonly string[]>>

/** Classes 1 to 10 on Ctrl + digit, where CVAT ends; 11 to 20 with Shift. */
const CLASSES_WITH_CTRL = Object.fromEntries(
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 0].flatMap((digit, at) => [
    [`class.${at + 1}`, [`$mod+Digit${digit}`]],
    [`class.${at + 11}`, [`$mod+Shift+Digit${digit}`]],
  ]),
)

export const KEY_PRESETS: Readonly<Record<KeyPreset, KeyChanges>> = {
  studio: {},
  // Photos by D and F, mask tools by Shift + digit, class by Ctrl + digit.
  cvat: {
    ...CLASSES_WITH_CTRL,
    previous: ['KeyD', 'ArrowLeft'],
    next: ['KeyF', 'ArrowRight'],
    nextToLabel: ['KeyV'],
    'tool.brush': ['Shift+Digit1', 'KeyB'],
    'tool.eraser': ['Shift+Digit2', 'KeyE'],
    'tool.polygon': ['Shift+Digit3', 'KeyN'],
    'tool.fill': ['Shift+KeyF'],
    'tool.select': ['Shift+KeyV'],
  },
  // labelme and X-AnyLabeling: photos by A and D, tools with Ctrl or Shift.
  labelme: {
    previous: ['KeyA', 'ArrowLeft'],
    next: ['KeyD', 'ArrowRight'],
    nextToLabel: ['$mod+Shift+KeyD'],
    'tool.polygon': ['KeyP', '$mod+KeyN'],
    'tool.brush': ['Shift+KeyB', 'KeyB'],
    'tool.wand': ['Shift+KeyW', 'KeyW'],
    'tool.smart': ['Shift+KeyA'],
    'tool.select': ['$mod+KeyJ', 'KeyV'],
    zoomIn: ['$mod+Equal', 'Equal', 'NumpadAdd'],
    zoomOut: ['$mod+Minus', 'Minus', 'NumpadSubtract'],
    actualSize: ['$mod+Digit0', 'KeyZ'],
    fit: ['$mod+KeyF', 'Shift+KeyZ'],
  },
  // Krita and Photoshop: G fills, L lassoes, X swaps, Ctrl+0 and Ctrl+1 zoom.
  krita: {
    'tool.fill': ['KeyG', 'KeyF'],
    'tool.grabcut': ['Shift+KeyG'],
    'tool.pick': ['KeyI'],
    redo: ['$mod+Shift+KeyZ'],
    fit: ['$mod+Digit0', 'Shift+KeyZ'],
    actualSize: ['$mod+Digit1', 'KeyZ'],
    zoomIn: ['$mod+Equal', 'Equal', 'Shift+Equal', 'NumpadAdd'],
    zoomOut: ['$mod+Minus', 'Minus', 'NumpadSubtract'],
  },
}
