// The lasso: idle -> drawing -> idle. Drag around an area, release to fill it.

import type { Point } from '../../../src-main/core/painting/brush.ts'
import { fillOutline, isApart, outlineFill } from './outline.ts'
import { NO_PREVIEW, idleTool } from './tool.ts'
import type { Tool, ToolHost } from './tool.ts'

/** Part of the reach that two outline points stand apart. */
const SPACING = 0.1

export function createLasso(host: ToolHost): Tool {
  let ring: Point[] | null = null

  return {
    ...idleTool(),
    id: 'lasso',
    state: () => (ring === null ? 'lasso.idle' : 'lasso.drawing'),
    press({ x, y }) {
      ring = [{ x, y }]
    },
    move(pointers) {
      if (ring === null) return
      for (const { x, y, reach } of pointers) {
        if (isApart(ring.at(-1), { x, y }, reach * SPACING)) ring.push({ x, y })
      }
    },
    release(pointer) {
      const drawn = ring
      ring = null
      if (drawn !== null) fillOutline(host, [drawn], outlineFill(host, pointer), 'lasso')
    },
    cancel() {
      ring = null
    },
    preview() {
      if (ring === null) return NO_PREVIEW
      return { kind: 'path', points: ring, isOpen: false, rings: [] }
    },
  }
}
