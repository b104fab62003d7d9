// The keys of the comparison, by physical code. Silent while a field, menu or dialog has the keys.

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
}

/** Of one press: how much larger, and how far. */
export const ZOOM_STEP = 1.5
const PAN_PX = 80

export function useCompareShortcuts(commands: CompareCommands): void {
  const { step, chooseStage, togglePane, zoom, pan } = commands
  const larger = (): void => zoom(ZOOM_STEP)
  const smaller = (): void => zoom(1 / ZOOM_STEP)
  const bindings: Record<string, () => void> = {
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    PageDown: () => step(1),
    PageUp: () => step(-1),
    Digit1: () => chooseStage(0),
    Digit2: () => chooseStage(1),
    Digit3: () => chooseStage(2),
    KeyB: commands.switchCheckpoint,
    KeyE: commands.edit,
    KeyZ: commands.actualSize,
    'Shift+KeyZ': commands.fit,
    Equal: larger,
    'Shift+Equal': larger,
    NumpadAdd: larger,
    Minus: smaller,
    NumpadSubtract: smaller,
    'Shift+ArrowLeft': () => pan(PAN_PX, 0),
    'Shift+ArrowRight': () => pan(-PAN_PX, 0),
    'Shift+ArrowUp': () => pan(0, PAN_PX),
    'Shift+ArrowDown': () => pan(0, -PAN_PX),
    ...Object.fromEntries(PANES.map((pane, at) => [`Alt+Digit${at + 1}`, () => togglePane(pane)])),
  }
  let remove: (() => void) | undefined
  onMounted(() => {
    remove = tinykeys(
      window,
      Object.fromEntries(Object.entries(bindings).map(([key, act]) => [key, unlessTyping(act)])),
    )
  })
  onUnmounted(() => remove?.())
}

function unlessTyping(perform: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (isTyping(event)) return
    event.preventDefault()
    perform()
  }
}
