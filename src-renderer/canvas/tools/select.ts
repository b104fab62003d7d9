// Select: press takes the connected region under the cursor; Enter gives it the active class, Backspace makes it
// background, Tab goes to the next part of its class, Escape lets it go. Region operations work on it while it is selected.

import { findRegion, paintRegion } from '../../../src-main/core/painting/flood-fill.ts'
import { partAfter } from '../../../src-main/core/morphology/region-parts.ts'
import { pixelUnder } from '../camera/pixel-under.ts'
import { idleTool } from './tool.ts'
import type { Tool, ToolHost, ToolKey } from './tool.ts'

export function createSelect(host: ToolHost): Tool {
  const keys: Record<ToolKey, () => void> = {
    Enter: () => relabelSelected(host, host.settings().activeClass),
    Backspace: () => relabelSelected(host, 0),
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
    cycle(by) {
      const region = host.selection()
      if (region === null) return false
      host.select(partAfter(host.labelMap, region, by))
      return true
    },
    cancel: () => undefined,
  }
}

/** Gives the selected region another class, as one gesture, by locks and paint mode. */
export function relabelSelected(
  host: Pick<ToolHost, 'selection' | 'begin' | 'painted' | 'labelMap' | 'rule' | 'commit'>,
  value: number,
): void {
  const region = host.selection()
  if (region === null) return
  host.begin()
  host.painted(paintRegion(host.labelMap, region, host.rule(value, false)))
  host.commit('select')
}
