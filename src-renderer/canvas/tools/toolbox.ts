// All tools on one label map. The list is explicit; a tool not listed here does not exist.

import { createBrush } from './brush.ts'
import { createEraser } from './eraser.ts'
import { createFill } from './fill.ts'
import { createLasso } from './lasso.ts'
import { createPick } from './pick.ts'
import { createPolygon } from './polygon.ts'
import { createSelect } from './select.ts'
import type { Tool, ToolHost, ToolId } from './tool.ts'

export function createToolbox(host: ToolHost): Record<ToolId, Tool> {
  return {
    brush: createBrush(host),
    eraser: createEraser(host),
    polygon: createPolygon(host),
    lasso: createLasso(host),
    fill: createFill(host),
    select: createSelect(host),
    pick: createPick(host),
  }
}
