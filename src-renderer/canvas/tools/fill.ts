// Fill: one press relabels the connected region under it; with Shift, all regions of that class.

import { findAllOf, findRegion, paintRegion } from '../../../src-main/core/flood-fill.ts'
import { idleTool } from './tool.ts'
import type { Tool, ToolHost } from './tool.ts'

export function createFill(host: ToolHost): Tool {
  return {
    ...idleTool(),
    id: 'fill',
    state: () => 'fill.idle',
    press(pointer) {
      const { labelMap } = host
      const x = Math.floor(pointer.x)
      const y = Math.floor(pointer.y)
      if (x < 0 || y < 0 || x >= labelMap.width || y >= labelMap.height) return
      const value = pointer.alt ? 0 : host.settings().activeClass
      const under = labelMap.data[y * labelMap.width + x]!
      if (under === value) return
      const region = pointer.shift ? findAllOf(labelMap, under) : findRegion(labelMap, x, y)
      host.begin()
      host.painted(paintRegion(labelMap, region, host.rule(value, false)))
      host.commit('fill')
    },
    move: () => undefined,
    release: () => undefined,
    cancel: () => undefined,
  }
}
