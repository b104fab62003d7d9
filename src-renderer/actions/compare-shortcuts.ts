// The keys of the comparison, by physical code, in one list: the view binds it, the sheet of keys shows it. Silent while
// a field, menu or dialog has the keys.

import { tinykeys } from 'tinykeys'
import { onMounted, onUnmounted } from 'vue'
import { PANES } from '../results/compare-panes.ts'
import type { PaneName } from '../results/compare-panes.ts'
import { isTyping } from '../page/keys.ts'

export interface CompareCommands {
  step(offset: number): void
  chooseStage(index: number): void
  switchCheckpoint(): void
  edit(): void
  actualSize(): void
  fit(): void
  zoom(factor: number): void
  /** In screen pixels. */
  pan(dx: number, dy: number): void
  togglePane(pane: PaneName): void
  openKeys(): void
}

type Perform = (commands: CompareCommands) => void

/** Keys that belong together, in a row of the sheet. */
interface CompareKeys {
  /** In the locale, below `compare.keys`. */
  readonly name: string
  readonly display: string
  /** By key in the notation of tinykeys. */
  readonly bindings: Readonly<Record<string, Perform>>
}

/** Of one press: how much larger, and how far. */
export const ZOOM_STEP = 1.5
const PAN_PX = 80

const next: Perform = ({ step }) => step(1)
const previous: Perform = ({ step }) => step(-1)
const larger: Perform = ({ zoom }) => zoom(ZOOM_STEP)
const smaller: Perform = ({ zoom }) => zoom(1 / ZOOM_STEP)

export const COMPARE_KEYS: readonly CompareKeys[] = [
  {
    name: 'photos',
    display: '← →',
    bindings: { ArrowRight: next, ArrowLeft: previous, PageDown: next, PageUp: previous },
  },
  {
    name: 'stages',
    display: '1 2 3',
    bindings: {
      Digit1: ({ chooseStage }) => chooseStage(0),
      Digit2: ({ chooseStage }) => chooseStage(1),
      Digit3: ({ chooseStage }) => chooseStage(2),
    },
  },
  { name: 'checkpoint', display: 'B', bindings: { KeyB: (to) => to.switchCheckpoint() } },
  { name: 'edit', display: 'E', bindings: { KeyE: (to) => to.edit() } },
  { name: 'actualSize', display: 'Z', bindings: { KeyZ: (to) => to.actualSize() } },
  { name: 'fit', display: 'Shift+Z', bindings: { 'Shift+KeyZ': (to) => to.fit() } },
  {
    name: 'zoom',
    display: '+ −',
    bindings: {
      Equal: larger,
      'Shift+Equal': larger,
      NumpadAdd: larger,
      Minus: smaller,
      NumpadSubtract: smaller,
    },
  },
  {
    name: 'pan',
    display: 'Shift+← → ↑ ↓',
    bindings: {
      'Shift+ArrowLeft': ({ pan }) => pan(PAN_PX, 0),
      'Shift+ArrowRight': ({ pan }) => pan(-PAN_PX, 0),
      'Shift+ArrowUp': ({ pan }) => pan(0, PAN_PX),
      'Shift+ArrowDown': ({ pan }) => pan(0, -PAN_PX),
    },
  },
  {
    name: 'panes',
    display: `Alt+1 … Alt+${PANES.length}`,
    bindings: Object.fromEntries(
      PANES.map((pane, at): [string, Perform] => [
        `Alt+Digit${at + 1}`,
        ({ togglePane }) => togglePane(pane),
      ]),
    ),
  },
  { name: 'list', display: '?', bindings: { 'Shift+Slash': (to) => to.openKeys() } },
]

export function useCompareShortcuts(commands: CompareCommands): void {
  const bindings = Object.fromEntries(
    COMPARE_KEYS.flatMap((row) => Object.entries(row.bindings)).map(([key, perform]) => [
      key,
      unlessTyping(() => perform(commands)),
    ]),
  )
  let remove: (() => void) | undefined
  onMounted(() => (remove = tinykeys(window, bindings)))
  onUnmounted(() => remove?.())
}

function unlessTyping(perform: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (isTyping(event)) return
    event.preventDefault()
    perform()
  }
}
