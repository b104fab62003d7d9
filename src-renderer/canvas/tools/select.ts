// Select: press takes the connected region under the cursor; Enter gives it the active class, Backspace
// makes it background, Escape lets it go. Region operations work on it while it is selected.

import { findRegion, paintRegion } from '../../../src-main/core/flood-fill.ts'
import { idleTool, pixelUnder } from './tool.ts'
import type { Tool, ToolHost, ToolKey } from './tool.ts'

export function createSelect(host: ToolHost): Tool {
  function relabel(value: number): void {
    const region = host.selection()
    if (region === null) return
    host.begin()
    host.painted(paintRegion(host.labelMap, region, host.rule(value, false)))
    host.commit('select')
  }

  const keys: Record<ToolKey, () => void> = {
    Enter: () => relabel(host.settings().activeClass),
    Backspace: () => relabel(0),
    Escape: () => host.select(null),
  }

  return {
    ...idleTool(),
    id: 'select',
    state: () => (host.selection() === null ? 'select.idle' : 'select.selected'),
    press(pointer) {
      const at = pixelUnder(host.labelMap, pointer)
      host.select(at === null ? null : findRegion(host.labelMap, at.x, at.y))
    },
    move: () => undefined,
    release: () => undefined,
    key(key) {
      if (host.selection() === null) return false
      keys[key]()
      return true
    },
    cancel: () => undefined,
  }
}
