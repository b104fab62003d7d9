// The eraser: a brush that paints background, with a size of its own.

import { createStrokeTool } from './brush.ts'
import type { Tool, ToolHost } from './tool.ts'

export function createEraser(host: ToolHost): Tool {
  return createStrokeTool(host, {
    id: 'eraser',
    valueOf: () => 0,
    radius: () => host.settings().eraserRadius,
  })
}
