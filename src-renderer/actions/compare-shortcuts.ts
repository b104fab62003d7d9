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
  togglePane(pane: PaneName): void
}

export function useCompareShortcuts(commands: CompareCommands): void {
  const { step, chooseStage, togglePane } = commands
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
