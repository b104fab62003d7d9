// Fill: one press relabels the connected region under it; with Shift, all regions of that class. Ctrl does not cut
// into labels.

import { findAllOf, findRegion, paintRegion } from '../../../src-main/core/flood-fill.ts'
import { idleTool, pixelUnder } from './tool.ts'
import type { Tool, ToolHost } from './tool.ts'

export function createFill(host: ToolHost): Tool {
  return {
    ...idleTool(),
    id: 'fill',
    state: () => 'fill.idle',
    press(pointer) {
      const { labelMap } = host
      const at = pixelUnder(labelMap, pointer)
      if (at === null) return
      const { x, y } = at
      const value = pointer.alt ? 0 : host.settings().activeClass
      const under = labelMap.data[y * labelMap.width + x]!
      if (under === value) return
      const region = pointer.shift ? findAllOf(labelMap, under) : findRegion(labelMap, x, y)
      host.begin()
      host.painted(paintRegion(labelMap, region, host.rule(value, pointer.ctrl)))
      host.commit('fill')
    },
    move: () => undefined,
    release: () => undefined,
    cancel: () => undefined,
  }
}
